// The requests that stand for a metric, with the summaries of their traces.

import { h, svg } from './dom.js';
import { clock, longName, number, unitOf } from './format.js';

const STAGES = ['model', 'queue', 'prefill', 'decode', 'retrieval', 'embedding', 'tool', 'guardrail', 'orchestration', 'network', 'other'];
const WIDTH = 1000;

export function requests(list, metric, from, to, newest) {
  if (!list.length) return null;
  const ratio = unitOf(metric) === 'ratio';
  return [
    h('h2', {}, ratio ? 'Calls that failed' : `Slowest requests`),
    h('p', { class: 'sub' }, `${ratio ? 'One' : 'The slowest'} of each of the ${ratio ? 'newest' : 'worst'} windows from ${clock(from, newest)} to ${clock(to, newest)}.`),
    h('ul', { class: 'traces' }, list.map((r) => request(r, metric, newest))),
  ];
}

function request(r, metric, newest) {
  const s = r.summary;
  const head = [h('code', {}, r.trace.slice(0, 12)), h('strong', {}, r.value === null ? '' : number(r.value, unitOf(metric))),
    h('span', { class: 'sub' }, `${clock(r.window, newest)}${r.version !== 'unknown' ? ` · ${r.version}` : ''}`),
    s ? h('span', { class: 'sub' }, `trace ${number(s.duration, 's')} · ${s.spans} spans · ${s.inferences} ${s.inferences === 1 ? 'call' : 'calls'}${s.errors ? ` · ${s.errors} errors` : ''}`)
      : h('span', { class: 'sub' }, 'no summary stored')];
  if (!s) return h('li', { 'data-key': r.trace }, h('div', { class: 'request' }, head));
  return h('li', { 'data-key': r.trace }, h('details', {}, h('summary', { class: 'request' }, head), summary(r, metric)));
}

function summary(r, metric) {
  const s = r.summary;
  const path = stretches(s.path);
  const stages = sums(path, (p) => p.stage);
  const fact = (name, value) => value === null || value === undefined ? null : [h('dt', {}, name), h('dd', {}, value)];
  return h('div', { class: 'summary' },
    h('dl', {}, fact('Trace id', h('code', {}, r.trace)),
      r.value === null ? null : fact(longName(metric), number(r.value, unitOf(metric))),
      fact('Root', `${s.service} ${s.version}${s.failed ? ', failed' : ''}`),
      fact('Duration', number(s.duration, 's')),
      s.first_byte === null ? null : fact('First byte', number(s.first_byte, 's')),
      fact('Model calls', `${s.inferences}${s.failed_inferences ? `, ${s.failed_inferences} failed` : ''}`),
      s.input_tokens === null ? null : fact('Tokens', `${s.input_tokens} in, ${s.output_tokens ?? '–'} out`),
      s.complete ? null : fact('Note', 'spans are missing or clocks differ: a best effort')),
    path.length ? [h('p', { class: 'sub' }, 'Critical path: where the time went'), bar(path),
      h('ul', { class: 'legend' }, stages.map(([stage, micros]) => h('li', {}, h('span', { class: `key stage-${stage}` }), `${stage} ${number(micros / 1e6, 's')}`))),
      h('p', { class: 'sub' }, sums(path, (p) => p.service).map(([service, micros]) => `${service || 'unknown'} ${number(micros / 1e6, 's')}`).join(' · '))] : null);
}

/** The text of a critical path: OFFSET,LENGTH,STAGE,SERVICE with blanks between. */
function stretches(text) {
  return (text ?? '').split(' ').filter(Boolean).map((part) => {
    const [offset, length, stage, service] = part.split(',');
    return { offset: Number(offset), length: Number(length), stage: STAGES.includes(stage) ? stage : 'other', service: decodeURIComponent(service ?? '') };
  });
}

function sums(path, by) {
  const found = new Map();
  for (const part of path) found.set(by(part), (found.get(by(part)) ?? 0) + part.length);
  return [...found.entries()].sort((a, b) => b[1] - a[1]);
}

function bar(path) {
  const end = Math.max(...path.map((p) => p.offset + p.length), 1);
  return svg('svg', { class: 'path', viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Critical path' },
    path.map((p) => svg('rect', { class: `stage-${p.stage}`, x: (p.offset / end) * WIDTH, width: Math.max(0.5, (p.length / end) * WIDTH), y: 0, height: 24 },
      svg('title', {}, `${p.stage}, ${p.service}: ${number(p.length / 1e6, 's')}`))));
}
