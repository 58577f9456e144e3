// One series: its metrics, the control charts of one of them, its slowest requests and its episodes.

import { ask, labels, link } from './api.js';
import { Chart } from './chart.js';
import { h, show } from './dom.js';
import { byMetric, change, clock, longName, number, shortName, STATES, stretch, subtitle, title, unitOf } from './format.js';
import { History, MEASURED } from './history.js';
import { ending } from './overview.js';
import { requests } from './traces.js';

const RANGES = [['30m', 30], ['3h', 180], ['12h', 720], ['24h', 1440], ['7d', 10_080]];
const MAIN = ['i_prime', 'laney_p', 'adaptive_i'];
const SLOW_EVERY = 10_000;

const CHARTS = {
  i_prime: 'Level of each subgroup',
  ewma: 'Small lasting shifts (EWMA)',
  laney_p: 'Share of each subgroup',
  adaptive_i: 'Count of each window',
  self_starting_q: 'While learning: single subgroups',
  self_starting_ewma: 'While learning: small shifts',
  [MEASURED]: 'Windows as they were measured',
  cusum: 'Small lasting shifts (CUSUM)',
  exceedance_ewma: 'The tail, smoothed',
  exceedance: 'The tail: share of calls above the baseline’s',
};

export class Series {
  constructor(main) {
    this.head = h('section', { class: 'head' });
    this.metrics = h('nav', { class: 'metrics', 'aria-label': 'Metrics' });
    this.says = h('section', { class: 'says' });
    this.controls = h('div', { class: 'controls' });
    this.mainChart = h('div', { class: 'main-chart', 'data-own': true });
    this.others = h('div', { class: 'others', 'data-own': true });
    this.slow = h('section', { id: 'slow' });
    this.episodes = h('section', { id: 'episodes' });
    main.append(this.head, this.metrics, this.says, this.controls, this.mainChart, this.others, this.slow, this.episodes);
    this.charts = new Map();
  }

  at(where) {
    const minutes = (RANGES.find(([name]) => name === where.range) ?? RANGES[1])[1];
    const key = JSON.stringify([labels(where), where.metric, minutes]);
    if (key !== this.key) {
      this.key = key;
      this.history = new History(labels(where), where.metric, minutes);
      this.slowAsked = 0;
      show(this.slow);
    }
    this.where = where;
    document.title = `${title({ ...where, service: where.service ?? '' })} – Shewhart`;
    if (this.state) this.draw();
  }

  close() {
    for (const { chart } of this.charts.values()) chart.close();
  }

  restyle() {
    for (const { chart } of this.charts.values()) chart.restyle();
  }

  async refresh() {
    const { history, where } = this;
    const state = await ask('series', labels(where));
    if (state.store === 'up') await history.refresh();
    if (history !== this.history) return null;
    this.state = state;
    this.draw();
    if (state.store === 'up' && Date.now() - this.slowAsked > SLOW_EVERY) await this.askSlow();
    return state;
  }

  /** The slowest of the open episode, else of the newest one in the stretch, else of the stretch. */
  async askSlow() {
    this.slowAsked = Date.now();
    const { history, where, state } = this;
    const mine = (e) => e.metric === where.metric;
    const episode = state.open.find(mine) ?? state.ended.find((e) => mine(e) && e.time > history.from);
    const from = episode ? Math.max(episode.since, history.from) : history.from;
    const to = episode?.state === 'resolved' ? episode.time : history.to;
    const found = await ask('slow', { ...labels(where), metric: where.metric, from, to });
    if (history === this.history) show(this.slow, requests(found.requests, where.metric, from, to, state.newest));
  }

  draw() {
    const { state, where, history } = this;
    const series = state.series[0] ?? { ...where, state: 'no_data', metrics: {}, versions: [] };
    const metric = series.metrics[where.metric];
    const mine = [...state.open, ...state.ended].filter((e) => e.metric === where.metric);
    const versions = history.versions();
    const version = versions.includes(where.version) ? where.version : versions[0];
    show(this.head, h('a', { href: link('overview'), class: 'back' }, '← All series'), h('h1', {}, title(series)),
      h('p', { class: 'sub' }, subtitle(series)));
    show(this.metrics, Object.keys(series.metrics).sort(byMetric).map((m) => this.tab(series, m)));
    show(this.says, sentence(where.metric, metric, mine, state, history.centre(version, MAIN)));
    show(this.controls, this.choices('Stretch', RANGES.map(([name]) => [name, name]), where.range ?? '3h', 'range'),
      versions.length > 1 ? this.choices('Version', versions.map((v) => [v, v]), version, 'version') : null,
      this.choices('Scale', [['auto', 'auto'], ['linear', 'linear'], ['log', 'log']], where.scale ?? 'auto', 'scale'));
    this.drawCharts(version, mine);
    show(this.episodes, mine.length ? [h('h2', {}, `Episodes of ${longName(where.metric).toLowerCase()}`),
      h('ul', { class: 'episodes' }, mine.map((e) => episodeItem(e, state)))] : null);
  }

  tab(series, m) {
    const metric = series.metrics[m];
    const { range, scale, version } = this.where;
    return h('a', { href: link('series', { ...labels(series), metric: m, range, scale, version }), 'data-key': m, class: metric.state,
      'aria-current': m === this.where.metric ? 'page' : null, title: longName(m) },
    h('span', { class: 'mark', title: STATES[metric.state].name }, STATES[metric.state].mark), ` ${shortName(m)} `,
    h('span', { class: 'value' }, metric.state === 'learning' ? `${metric.learned} of ${metric.target}` : number(metric.level ?? metric.measured, unitOf(m))));
  }

  choices(name, options, chosen, parameter) {
    const { view, ...rest } = this.where;
    return h('div', { class: 'choices', role: 'group', 'aria-label': name, 'data-key': name }, h('span', {}, name),
      options.map(([value, text]) => h('a', { href: link('series', { ...rest, [parameter]: value }), 'aria-current': value === chosen ? 'true' : null }, text)));
  }

  drawCharts(version, episodes) {
    const { history, where } = this;
    const names = history.chartNames(version);
    // While a level is learned there is no chart of it in its own unit, but windows are.
    const first = MAIN.find((name) => names.includes(name)) ?? MEASURED;
    const wanted = [first, ...names.filter((name) => name !== first), ...(first === MEASURED ? [] : [MEASURED])];
    for (const [key, entry] of this.charts) {
      if (!wanted.includes(key)) {
        entry.chart.close();
        entry.box.remove();
        this.charts.delete(key);
      }
    }
    wanted.forEach((name, i) => {
      let entry = this.charts.get(name);
      if (!entry || entry.main !== (i === 0)) {
        entry?.chart.close();
        entry?.box.remove();
        entry = this.box(name, i === 0);
        this.charts.set(name, entry);
      }
      if (i > 0 && !entry.box.open) return;
      entry.chart.update(history.model(name, version, episodes, where.scale ?? 'auto', i === 0));
    });
  }

  box(name, main) {
    const chart = new Chart(main ? 380 : 220);
    const text = chartName(name);
    if (main) {
      const box = h('div', {}, h('h2', {}, longName(this.where.metric), h('span', { class: 'sub' }, ` ${text.toLowerCase()} · ${name}`)),
        chart.element, legend());
      this.mainChart.append(box);
      return { chart, box, main };
    }
    const box = h('details', {}, h('summary', {}, text, h('span', { class: 'sub' }, ` ${name}`)), chart.element);
    box.addEventListener('toggle', () => box.open && this.draw());
    this.others.append(box);
    return { chart, box, main };
  }
}

function chartName(name) {
  const tail = /^exceedance_p(\d+)$/.exec(name);
  return tail ? `${CHARTS.exceedance} P${tail[1]}` : CHARTS[name] ?? name.replaceAll('_', ' ');
}

function legend() {
  const item = (kind, text) => h('li', {}, h('span', { class: `key ${kind}` }), text);
  return h('ul', { class: 'legend' }, item('line', 'value'), item('centre', 'centre line'), item('limit', 'control limits'),
    item('signal', 'signal'), item('phase-one', 'learning (phase I)'), item('band', 'episode'), item('raw', 'window as measured'));
}

function sentence(name, metric, episodes, state, centre) {
  const open = episodes.find((e) => e.state !== 'resolved');
  const unit = unitOf(name);
  if (open) {
    return [h('p', { class: 'verdict open' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, '▲ '),
      `${longName(name)} ${open.direction < 0 ? 'fell' : 'rose'} from ${number(open.baseline, unit)} to ${number(open.current, unit)} `,
      h('strong', {}, change(open.baseline, open.current, unit)),
      ` since ${clock(open.since, state.newest)}, for ${stretch(state.newest - open.since)}. It is not over.`),
    h('p', { class: 'sub' }, open.summary)];
  }
  const last = episodes[0];
  const whose = last && last.version !== 'unknown' ? ` (version ${last.version})` : '';
  const before = last ? ` The last episode${whose} was over at ${clock(last.time, state.newest)}: ${ending(last)}.` : '';
  const text = !metric ? 'No chart has looked at this metric in the last day.' : {
    learning: `Learning ${metric.learned} of ${metric.target}: the chart learns what is normal and watches already as far as it can.`,
    watching: `In control: nothing but noise around ${number(centre ?? metric.center ?? metric.level, unit)}.`,
    no_data: `No data since ${clock(metric.time, state.newest)}.`,
  }[metric.state];
  return h('p', { class: `verdict ${metric?.state ?? 'no_data'}` },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, `${STATES[metric?.state ?? 'no_data'].mark} `), text + before);
}

function episodeItem(e, state) {
  const unit = unitOf(e.metric);
  const over = e.state === 'resolved';
  return h('li', { 'data-key': e.id, class: over ? '' : 'open' },
    h('strong', {}, over ? `${clock(e.since, state.newest)} to ${clock(e.time, state.newest)}` : `Since ${clock(e.since, state.newest)}, open`),
    ` ${number(e.baseline, unit)} → ${number(e.current, unit)} ${change(e.baseline, e.current, unit)}`,
    e.version !== 'unknown' ? ` · version ${e.version}` : '', over ? ` · ${ending(e)}` : '',
    h('span', { class: 'sub' }, e.summary));
}
