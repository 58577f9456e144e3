// What a chart says in words: to a screen reader, and under the cursor.

import { clock, number, PHASES } from './format.js';

/** A point in a sentence. */
export function pointText(m, at) {
  const n = (value) => number(value, m.unit);
  const parts = [
    clock(m.time[at], m.to, true),
    m.value[at] === null ? 'no value' : n(m.value[at]),
    m.cl[at] !== null && `centre ${n(m.cl[at])}`,
    m.lcl[at] !== null && `LCL ${n(m.lcl[at])}`,
    m.ucl[at] !== null && `UCL ${n(m.ucl[at])}`,
    `n ${m.n[at]}`,
    m.phase[at] && m.phase[at] <= 2 ? `learning ${m.learned[at]} of ${m.target[at]}` : PHASES[m.phase[at]],
    m.signal[at] ? 'signal' : '',
    m.remark[at]?.replaceAll('_', ' '),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The last point of which something holds, -1 when there is none. */
export function lastWhere(m, holds) {
  for (let i = m.time.length - 1; i >= 0; i--) if (holds(i)) return i;
  return -1;
}

/** A chart in a sentence. */
export function chartText(m) {
  const last = lastWhere(m, (i) => m.value[i] !== null);
  const signals = m.signal.filter(Boolean).length;
  return `Control chart ${m.name}: ${m.time.length} points, ${signals} signals`
    + (last < 0 ? '' : `, newest ${number(m.value[last], m.unit)}`) + '. Arrow keys read single points.';
}
