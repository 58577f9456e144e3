// All series by state, what has moved, and what has ended.

import { ask, labels, link, place } from './api.js';
import { h, show } from './dom.js';
import { byMetric, change, clock, longName, number, shortName, STATES, stretch, subtitle, title, unitOf } from './format.js';

const ENDED = 8;

export class Overview {
  constructor(main) {
    this.search = h('input', {
      type: 'search', id: 'search', placeholder: 'Model, service, provider …', 'aria-label': 'Search series',
      autocomplete: 'off', spellcheck: 'false',
    });
    this.search.addEventListener('input', () => {
      location.replace(link('overview', { ...this.chosen(), q: this.search.value, page: '' }));
    });
    this.head = h('section', { class: 'answer' });
    this.moved = h('section', { id: 'moved', 'aria-label': 'Open episodes' });
    this.states = h('nav', { class: 'states', 'aria-label': 'Filter by state' });
    this.list = h('div');
    this.ended = h('section', { id: 'ended' });
    main.append(this.head, this.moved,
      h('section', { id: 'series' }, h('div', { class: 'tools' }, h('h2', {}, 'Series'), this.search, this.states), this.list),
      this.ended);
  }

  chosen() {
    const { view, ...rest } = place();
    return rest;
  }

  at(where) {
    this.where = where;
    if (document.activeElement !== this.search) this.search.value = where.q ?? '';
    document.title = 'Shewhart';
  }

  async refresh() {
    const asked = this.where;
    const state = await ask('overview', { q: asked.q, state: asked.state, page: asked.page });
    if (asked === this.where) this.draw(state);
    return state;
  }

  close() {}

  draw(state) {
    show(this.head, answer(state));
    document.title = state.openEpisodes ? `(${state.openEpisodes}) Shewhart` : 'Shewhart';
    show(this.moved, groups(state.open).map((group) => card(group, state)));
    show(this.states, this.filters(state));
    show(this.list, state.series.length ? [table(state), this.pages(state)] : empty(state, this.where));
    show(this.ended, state.ended.length ? endedList(state, this.where) : null);
  }

  filters(state) {
    const all = Object.values(state.counts).reduce((a, b) => a + b, 0);
    const choice = (label, name, count, mark) => h('a', {
      href: link('overview', { ...this.chosen(), state: name, page: '' }), class: `chip ${name ?? ''}`,
      'aria-current': (this.where.state ?? '') === name ? 'true' : null,
    }, mark ? h('span', { class: 'mark', 'aria-hidden': 'true' }, mark) : null, `${label} ${count}`);
    return [choice('All', '', all), ...Object.entries(STATES).map(([name, s]) => choice(s.name, name, state.counts[name], s.mark))];
  }

  pages(state) {
    const last = Math.ceil(state.found / state.size) - 1;
    if (last < 1) return null;
    const to = (page, text, name) => page < 0 || page > last ? h('span', { class: 'off' }, text)
      : h('a', { href: link('overview', { ...this.chosen(), page: page || '' }), rel: name }, text);
    const first = state.page * state.size + 1;
    return h('nav', { class: 'pages', 'aria-label': 'Pages' }, to(state.page - 1, '← Previous', 'prev'),
      h('span', {}, `${first} to ${Math.min(state.found, first + state.size - 1)} of ${state.found}`),
      to(state.page + 1, 'Next →', 'next'));
  }
}

function answer(state) {
  const counts = state.counts;
  const watched = counts.watching + counts.open;
  const parts = [`${watched} series watched`, counts.learning && `${counts.learning} learning`, counts.no_data && `${counts.no_data} without data`];
  const text = !state.all ? 'Waiting for the first data'
    : state.openEpisodes ? `${state.openEpisodes} ${state.openEpisodes === 1 ? 'thing has' : 'things have'} moved`
      : watched ? 'Nothing has moved' : 'Still learning what is normal';
  const mark = !state.all ? 'no_data' : state.openEpisodes ? 'open' : watched ? 'watching' : 'learning';
  return [
    h('h1', { class: mark }, h('span', { class: 'mark', 'aria-hidden': 'true' }, STATES[mark].mark), text),
    state.all ? h('p', {}, `${parts.filter(Boolean).join(' · ')} · data up to ${clock(state.newest, state.now, true)}`) : null,
  ];
}

/** Episodes of one cause together, in the order in which they come. */
function groups(episodes) {
  const found = new Map();
  for (const episode of episodes) {
    const key = `${episode.group || episode.id}|${title(episode)}|${episode.service}`;
    found.set(key, [...(found.get(key) ?? []), episode]);
  }
  return [...found.entries()].map(([key, members]) => ({ key, members }));
}

function card({ key, members }, state) {
  const first = members.reduce((a, b) => (b.since < a.since ? b : a));
  return h('article', { class: 'card', 'data-key': key },
    h('h3', {}, title(first)), h('p', { class: 'sub' }, subtitle(first)),
    h('ul', {}, members.sort((a, b) => byMetric(a.metric, b.metric)).map((e) => h('li', { 'data-key': e.id },
      h('a', { href: seriesLink(e, e.metric, e.version), title: e.summary }, what(e))))),
    h('p', { class: 'since' }, `since ${clock(first.since, state.newest)}, for ${stretch(state.newest - first.since)}`,
      first.version !== 'unknown' ? h('span', {}, ` · version ${[...new Set(members.map((m) => m.version))].join(', ')}`) : null));
}

function what(e) {
  const unit = unitOf(e.metric);
  const levels = e.baseline !== null && e.current !== null
    ? `${number(e.baseline, unit)} → ${number(e.current, unit)}` : '';
  return [h('span', { class: 'metric' }, shortName(e.metric)), ' ',
    h('span', { class: 'arrow', 'aria-label': e.direction < 0 ? 'fell' : 'rose' }, e.direction < 0 ? '↓' : '↑'), ' ',
    levels, ' ', h('strong', {}, change(e.baseline, e.current, unit)),
    e.kind === 'threshold' ? h('span', { class: 'kind' }, 'fixed limit') : null];
}

function seriesLink(series, metric, version) {
  return link('series', { ...labels(series), metric, version });
}

function table(state) {
  const metrics = [...new Set(state.series.flatMap((s) => Object.keys(s.metrics)))].sort(byMetric);
  return h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'State'), h('th', { scope: 'col' }, 'Series'),
    metrics.map((m) => h('th', { scope: 'col', title: longName(m), class: 'num', 'data-key': m }, shortName(m))))),
  h('tbody', {}, state.series.map((s) => row(s, metrics))));
}

function row(s, metrics) {
  const look = STATES[s.state];
  const first = Object.keys(s.metrics).sort((a, b) => order(s.metrics[a]) - order(s.metrics[b]) || byMetric(a, b))[0];
  return h('tr', { 'data-key': JSON.stringify(labels(s)), class: s.state },
    h('td', { class: 'state' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, look.mark), ` ${look.name}`),
    h('th', { scope: 'row' }, h('a', { href: seriesLink(s, first) }, title(s)),
      h('span', { class: 'sub' }, subtitle(s), s.versions.length ? ` · ${s.versions.join(', ')}` : '')),
    metrics.map((m) => cell(s, m)));
}

const order = (metric) => Object.keys(STATES).indexOf(metric.state);

function cell(s, m) {
  const metric = s.metrics[m];
  if (!metric) return h('td', { class: 'none', 'data-key': m });
  const unit = unitOf(m);
  const level = metric.level ?? metric.measured;
  const text = metric.state === 'learning' ? `learning ${metric.learned} of ${metric.target}` : STATES[metric.state].name;
  return h('td', { class: `num ${metric.state}`, 'data-key': m },
    h('a', { href: seriesLink(s, m), title: `${longName(m)}: ${text}` },
      h('span', { class: 'label' }, shortName(m)),
      h('span', { class: 'value' }, metric.state === 'open' ? h('span', { class: 'mark' }, '▲ ') : null, number(level, unit)),
      metric.state === 'learning' ? h('span', { class: 'progress' }, `${metric.learned} of ${metric.target}`) : null,
      metric.state === 'no_data' ? h('span', { class: 'progress' }, 'no data') : null));
}

function empty(state, where) {
  if (where.q || where.state) return h('p', { class: 'empty' }, 'No series like this. ', h('a', { href: link('overview') }, 'Show all'));
  const waits = state.store === 'empty' ? 'The store has no tables yet: the job has not written to it.'
    : state.store === 'down' ? 'The store does not answer yet.'
      : 'The store is there and empty: the first window of model calls has not closed yet. A call is seen when its window has ended and late spans had their time, about a minute after it in the local stack.';
  return h('p', { class: 'empty' }, waits);
}

function endedList(state, where) {
  const listed = where.ended ? state.ended : state.ended.slice(0, ENDED);
  return [h('h2', {}, 'Over'), h('ul', { class: 'episodes' }, listed.map((e) => h('li', { 'data-key': e.id },
    h('a', { href: seriesLink(e, e.metric, e.version), title: e.summary },
      h('span', { class: 'who' }, title(e)), ' ', what(e)),
    h('span', { class: 'sub' }, `${clock(e.since, state.newest)} to ${clock(e.time, state.newest)} · ${ending(e)}`)))),
  state.ended.length > listed.length ? h('a', { href: link('overview', { ...where, view: '', ended: 'all' }) }, `All ${state.endedEpisodes} of the last day`) : null];
}

/** How an episode ended, in words. */
export function ending(e) {
  return { recovered: 'recovered', new_level: 'stayed, accepted as the new level', no_data: 'traffic ended', lost: 'no longer followed, the job began anew' }[e.resolution] ?? 'ended';
}
