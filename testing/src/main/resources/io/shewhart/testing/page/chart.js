// One control chart on uPlot: points, centre, limits, signals, phase I, episodes.

import uPlot from './uplot.js';
import { h } from './dom.js';
import { clock, number } from './format.js';
import { chartText, lastWhere, pointText } from './readout.js';
import { isLog, yRange } from './scale.js';

const STEPPED = uPlot.paths.stepped({ align: -1 });

export class Chart {
  /**
   * @param height in pixels
   */
  constructor(height) {
    this.height = height;
    this.plotArea = h('div', { class: 'plot', tabindex: '0', role: 'img' });
    this.readout = h('p', { class: 'readout' });
    this.element = h('figure', { class: 'chart' }, this.plotArea, this.readout);
    this.plotArea.addEventListener('keydown', (event) => this.key(event));
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.plotArea);
  }

  close() {
    this.sizes.disconnect();
    this.plot?.destroy();
  }

  /** Draws again with the colours of now. */
  restyle() {
    this.plot?.destroy();
    this.plot = null;
    if (this.model) this.update(this.model);
  }

  /**
   * Shows a model: { time, value, cl, lcl, ucl, signal, n, phase, learned, target, remark } as arrays, raw: [[time, value]],
   * shaded: [[from, to]], bands: [[from, to, whether this version signalled]], from, to, unit, scale: auto, linear or log, name.
   */
  update(model) {
    this.model = model;
    const log = isLog(model);
    if (this.plot && this.log !== log) {
      this.plot.destroy();
      this.plot = null;
    }
    this.log = log;
    this.range = yRange(model, log);
    const seconds = (t) => t / 1000;
    const data = model.time.length
      ? [model.time.map(seconds), model.ucl, model.lcl, model.cl, model.value]
      : [[seconds(model.from), seconds(model.to)], [null, null], [null, null], [null, null], [null, null]];
    if (this.plot) {
      this.plot.setData(data, false);
      this.plot.setScale('x', { min: seconds(model.from), max: seconds(model.to) });
      this.plot.redraw(false, true);
    } else if (this.width() > 0) {
      this.plot = new uPlot(this.options(), data, this.plotArea);
    }
    this.plotArea.setAttribute('aria-label', chartText(model));
    this.read(this.plot?.cursor.idx ?? null);
  }

  width() {
    return this.plotArea.clientWidth;
  }

  resize() {
    if (this.plot) this.plot.setSize({ width: this.width(), height: this.height });
    else if (this.model) this.update(this.model);
  }

  options() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.colour = colour;
    const axis = { stroke: colour('quiet'), grid: { stroke: colour('grid'), width: 1 }, ticks: { stroke: colour('grid'), width: 1 }, font: '12px system-ui, sans-serif' };
    const limit = { stroke: colour('limit'), width: 1.5, dash: [6, 4], paths: STEPPED, points: { show: false }, spanGaps: true };
    return {
      width: this.width(),
      height: this.height,
      legend: { show: false },
      cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 9 } },
      scales: {
        x: { time: true, range: () => [this.model.from / 1000, this.model.to / 1000] },
        y: { distr: this.log ? 3 : 1, range: () => this.range },
      },
      axes: [
        { ...axis, values: (u, ticks) => ticks.map((t, i) => clock(t * 1000, (i ? ticks[i - 1] : t) * 1000)), space: 70 },
        { ...axis, size: 68, values: (u, ticks) => ticks.map((t) => (t === null ? '' : number(t, this.model.unit))) },
      ],
      series: [
        {},
        limit,
        limit,
        { stroke: colour('centre'), width: 1.5, paths: STEPPED, points: { show: false }, spanGaps: true },
        { stroke: colour('line'), width: 1.6, points: { show: (u, s, i0, i1) => i1 - i0 < 400, size: 5, fill: colour('line'), width: 0 }, spanGaps: true },
      ],
      hooks: {
        drawClear: [(u) => this.under(u)],
        draw: [(u) => this.over(u)],
        setCursor: [(u) => this.read(u.cursor.idx)],
      },
    };
  }

  /** Phase I and episodes lie under everything. */
  under(u) {
    const { ctx, bbox } = u;
    const x = (t) => u.valToPos(t / 1000, 'x', true);
    const fill = (from, to, colour) => {
      const left = Math.max(bbox.left, x(from));
      const right = Math.min(bbox.left + bbox.width, x(to));
      if (right <= left) return null;
      ctx.fillStyle = colour;
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      return left;
    };
    ctx.save();
    ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'top';
    for (const [from, to] of this.model.shaded) {
      const left = fill(from, to, this.colour('phase-one'));
      if (left !== null && x(to) - left > 60 * devicePixelRatio) {
        ctx.fillStyle = this.colour('quiet');
        ctx.fillText('learning', left + 5 * devicePixelRatio, bbox.top + 4 * devicePixelRatio);
      }
    }
    for (const [from, to, strong] of this.model.bands) {
      const left = fill(from, to, strong ? this.colour('band') : 'transparent');
      if (left !== null) {
        ctx.fillStyle = this.colour('signal');
        ctx.fillRect(left, bbox.top, Math.min(bbox.left + bbox.width, x(to)) - left, 3 * devicePixelRatio);
      }
    }
    ctx.fillStyle = this.colour('raw');
    for (const [time, value] of this.model.raw) {
      if (time < this.model.from || value === null || (this.log && value <= 0)) continue;
      const y = u.valToPos(value, 'y', true);
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.beginPath();
      ctx.arc(x(time), y, 2.2 * devicePixelRatio, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.restore();
  }

  /** Signals lie over everything, as diamonds: seen without colour too. */
  over(u) {
    const { ctx, bbox } = u;
    const m = this.model;
    const size = 6.5 * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    for (let i = 0; i < m.time.length; i++) {
      if (!m.signal[i] || m.value[i] === null) continue;
      const x = u.valToPos(m.time[i] / 1000, 'x', true);
      const y = u.valToPos(m.value[i], 'y', true);
      ctx.beginPath();
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y);
      ctx.lineTo(x, y + size);
      ctx.lineTo(x - size, y);
      ctx.closePath();
      ctx.fillStyle = this.colour('signal');
      ctx.strokeStyle = this.colour('ground');
      ctx.fill();
      ctx.stroke();
    }
    ctx.restore();
    this.names(u);
  }

  /** The lines' names and newest values at their right end. */
  names(u) {
    const { ctx, bbox } = u;
    const m = this.model;
    const last = lastWhere(m, (i) => m.cl[i] !== null);
    if (last < 0) return;
    ctx.save();
    ctx.font = `600 ${11 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'bottom';
    const lines = [['UCL', m.ucl[last], 'limit'], ['CL', m.cl[last], 'centre'], ['LCL', m.lcl[last], 'limit']];
    let above = -Infinity;
    for (const [name, value, colour] of lines) {
      if (value === null || (this.log && value <= 0)) continue;
      const y = u.valToPos(value, 'y', true) - 2 * devicePixelRatio;
      if (y < bbox.top + 12 * devicePixelRatio || y > bbox.top + bbox.height || y - above < 13 * devicePixelRatio) continue;
      above = y;
      const text = `${name} ${number(value, m.unit)}`;
      const right = bbox.left + bbox.width - 4 * devicePixelRatio;
      ctx.lineWidth = 4 * devicePixelRatio;
      ctx.lineJoin = 'round';
      ctx.strokeStyle = this.colour('ground');
      ctx.strokeText(text, right, y);
      ctx.fillStyle = this.colour(colour);
      ctx.fillText(text, right, y);
    }
    ctx.restore();
  }

  /** Arrow keys walk from point to point. */
  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    const m = this.model;
    if (!m?.time.length || !this.plot || (!step && event.key !== 'Home' && event.key !== 'End' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (event.key === 'Escape') {
      this.plot.setCursor({ left: -10, top: -10 });
      return;
    }
    const last = m.time.length - 1;
    const at = this.plot.cursor.idx ?? last;
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? last : Math.min(last, Math.max(0, at + step));
    this.plot.setCursor({ left: this.plot.valToPos(m.time[to] / 1000, 'x'), top: 10 });
  }

  /** Says what the point under the cursor is, else the newest. */
  read(index) {
    const m = this.model;
    const at = index ?? lastWhere(m, (i) => m.value[i] !== null);
    if (at === null || at < 0 || at >= m.time.length) {
      this.readout.textContent = m.raw.length ? 'No point of this chart yet: dots are windows as they were measured.' : 'No points in this stretch.';
      return;
    }
    const text = pointText(m, at);
    if (this.readout.textContent !== text) this.readout.textContent = text;
    this.readout.classList.toggle('signal', Boolean(m.signal[at]));
  }
}
