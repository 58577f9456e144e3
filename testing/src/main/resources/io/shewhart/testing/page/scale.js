// Which axis a chart gets, and from where to where it goes.

/** From this ratio of the largest to the smallest value on, a logarithmic axis shows more than a linear one. */
const WIDE = 8;

/** Whether a logarithmic axis suits what is shown. */
export function isLog(m) {
  if (m.scale !== 'auto') return m.scale === 'log';
  if (m.unit === 'sigma' || m.unit === 'ratio' || m.unit === 'count') return false;
  const values = [...m.value, ...m.raw.map(([, v]) => v)].filter((v) => v !== null);
  const low = Math.min(...values);
  return values.length > 0 && low > 0 && Math.max(...values) / low >= WIDE;
}

/** The axis from its lowest to its highest number: all values, and limits as far as they do not press the values flat. */
export function yRange(m, log) {
  const usable = (v) => v !== null && v !== undefined && (!log || v > 0);
  const values = [...m.value, ...m.raw.map(([, v]) => v), ...m.cl].filter(usable);
  const limits = [...m.ucl, ...m.lcl].filter(usable);
  if (!values.length && !limits.length) return log ? [0.1, 10] : [0, 1];
  const all = values.length ? values : limits;
  let low = Math.min(...all);
  let high = Math.max(...all);
  if (log) {
    const room = Math.max(high / low, 1.2) ** 1.5;
    for (const v of limits) if (v < high * room && v > low / room) [low, high] = [Math.min(low, v), Math.max(high, v)];
    const pad = Math.max((high / low) ** 0.06, 1.03);
    return [low / pad, high * pad];
  }
  const room = Math.max((high - low) * 1.5, Math.abs(high) * 0.05, 1e-12);
  for (const v of limits) if (v < high + room && v > low - room) [low, high] = [Math.min(low, v), Math.max(high, v)];
  const pad = Math.max((high - low) * 0.07, Math.abs(high) * 0.01, 1e-12);
  return [low >= 0 && low < (high - low) * 0.6 && m.unit !== 'sigma' ? 0 : low - pad, high + pad];
}
