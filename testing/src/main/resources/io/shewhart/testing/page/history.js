// The points of one metric: read once, then only what is new.

import { ask } from './api.js';
import { unitOf } from './format.js';

/** Name of the chart that shows windows themselves. */
export const MEASURED = 'measured';
/** A thinned history is read again as a whole, but not every time. */
const AGAIN = 20_000;
/** Late data may change points that were read: so far back it is read again. */
const OVERLAP = 5;
/** Windows that a chart shows at least. */
const LEAST = 30;

export class History {
  constructor(series, metric, minutes) {
    this.series = series;
    this.metric = metric;
    this.length = minutes * 60_000;
    this.charts = new Map();
    this.windows = new Map();
    this.to = 0;
    this.from = 0;
    this.read = 0;
  }

  async refresh() {
    const whole = !this.to || this.stride > 1;
    if (whole && Date.now() - this.read < AGAIN) return;
    const from = whole ? undefined : this.to - OVERLAP * this.window;
    const answer = await ask('chart', { ...this.series, metric: this.metric, from: from ?? (await this.start()) });
    this.read = Date.now();
    this.window = answer.window;
    this.stride = answer.stride;
    this.to = answer.to;
    this.from = this.to - this.length;
    if (whole) {
      this.charts.clear();
      this.windows.clear();
    }
    for (const part of answer.windows) this.merge(this.windows, part.version, part, answer.from);
    for (const part of answer.charts) this.merge(this.charts, `${part.chart}|${part.version}`, part, answer.from);
  }

  /** The store's newest time is where a stretch ends, which need not be now. */
  async start() {
    const { newest } = await ask('series', this.series);
    return Math.max(1, newest - this.length);
  }

  /** Replaces what is newer than a time, and forgets what has left the stretch. */
  merge(map, key, part, since) {
    const old = map.get(key);
    if (!old) {
      map.set(key, part);
      return;
    }
    const first = old.time.findIndex((t) => t >= this.from);
    const end = old.time.findIndex((t) => t > since);
    const keep = (column) => column.slice(Math.max(0, first), end < 0 ? column.length : end);
    for (const [name, column] of Object.entries(part)) {
      if (Array.isArray(column)) part[name] = [...keep(old[name]), ...column];
    }
    map.set(key, part);
  }

  /** Versions, the one that is watched and has the newest points first. */
  versions() {
    const rank = new Map();
    for (const chart of this.charts.values()) {
      const last = chart.time.length - 1;
      if (last < 0) continue;
      const watched = chart.phase_code[last] >= 3 && chart.learned[last] >= chart.learning_target[last] ? 1 : 0;
      const recent = this.to - chart.time[last] < 20 * 60_000 ? 1 : 0;
      const score = recent * 4 + watched * 2 + last / 1e6;
      rank.set(chart.version, Math.max(rank.get(chart.version) ?? 0, score));
    }
    for (const version of this.windows.keys()) if (!rank.has(version)) rank.set(version, -1);
    return [...rank.keys()].sort((a, b) => rank.get(b) - rank.get(a));
  }

  chartNames(version) {
    return [...this.charts.values()]
      .filter((c) => c.version === version && c.value.some((v) => v !== null))
      .map((c) => c.chart)
      .sort();
  }

  /** The newest centre line of the first of some charts that has one. */
  centre(version, names) {
    const lines = names.map((name) => this.charts.get(`${name}|${version}`)?.cl.findLast((cl) => cl !== null));
    return lines.find((cl) => cl !== undefined) ?? null;
  }

  /** Windows in the form of a chart: medians of what has a distribution. */
  measured(version) {
    const windows = this.windows.get(version);
    if (!windows) return null;
    const all = (value) => windows.time.map(() => value);
    return {
      time: windows.time, value: windows.time.map((t, i) => windows.p50[i] ?? windows.value[i]), n: windows.count,
      cl: all(null), lcl: all(null), ucl: all(null), signal: all(0), phase_code: all(0), learned: all(0), learning_target: all(0), remark: all(''),
    };
  }

  /** What a chart draws. */
  model(name, version, episodes, scale, main) {
    const chart = name === MEASURED ? this.measured(version) : this.charts.get(`${name}|${version}`);
    const points = chart ?? { time: [], value: [], cl: [], lcl: [], ucl: [], signal: [], n: [], phase_code: [], learned: [], learning_target: [], remark: [] };
    const unit = unitOf(this.metric, name);
    return {
      name: `${name} of ${this.metric}`,
      unit,
      scale,
      from: this.begin(),
      to: this.to + this.window,
      time: points.time,
      value: points.value,
      cl: points.cl,
      lcl: points.lcl,
      ucl: points.ucl,
      signal: points.signal,
      n: points.n,
      phase: points.phase_code,
      learned: points.learned,
      target: points.learning_target,
      remark: points.remark,
      raw: main && name !== MEASURED && unit !== 'sigma' ? this.raw(version, points) : [],
      shaded: this.learning(version),
      bands: episodes.map((e) => {
        const end = e.state === 'resolved' ? e.time : this.to + this.window;
        return [e.since, end, this.signalled(version, e.since, end)];
      }),
    };
  }

  /** Where a chart begins: a young series need not fill a long stretch, but a chart needs some width. */
  begin() {
    let first = this.to;
    for (const { time } of [...this.windows.values(), ...this.charts.values()]) first = Math.min(first, time[0] ?? first);
    return Math.max(this.from, Math.min(first - 2 * this.window, this.to - LEAST * this.window));
  }

  /** Whether any chart of a version signalled in a stretch: an episode may be another version's. */
  signalled(version, from, to) {
    return [...this.charts.values()].some((c) => c.version === version && c.time.some((t, i) => c.signal[i] && t >= from && t <= to));
  }

  /** Windows where the chart has no points of its own: before it had a baseline. */
  raw(version, points) {
    const windows = this.windows.get(version);
    if (!windows) return [];
    const first = points.time.find((t, i) => points.value[i] !== null) ?? Infinity;
    const level = (i) => windows.log_mean[i] === null ? windows.value[i] : Math.exp(windows.log_mean[i]);
    return windows.time.map((t, i) => [t, level(i)]).filter(([t]) => t < first);
  }

  /** Stretches in which the version learned. */
  learning(version) {
    const times = new Map();
    for (const chart of this.charts.values()) {
      if (chart.version !== version || /^(exceedance|fixed|rule)/.test(chart.chart)) continue;
      chart.time.forEach((t, i) => chart.remark[i] !== 'incomplete' && times.set(t, (times.get(t) ?? true) && chart.learned[i] < chart.learning_target[i]));
    }
    const spans = [];
    for (const t of [...times.keys()].sort((a, b) => a - b)) {
      if (!times.get(t)) continue;
      const last = spans.at(-1);
      if (last && t - last[1] <= 16 * 60_000) last[1] = t;
      else spans.push([t - this.window, t]);
    }
    return spans;
  }
}
