// Names, numbers and times as the field writes them.

const METRICS = {
  duration: ['Duration', 'Duration of a call', 's'],
  ttft: ['TTFT', 'Time to first token', 's'],
  tpot: ['TPOT', 'Time per output token', 's'],
  error_ratio: ['Errors', 'Share of calls that failed', 'ratio'],
  requests: ['Requests', 'Calls in a window', 'count'],
  output_tokens: ['Output', 'Output tokens of a call', 'tokens'],
  input_tokens: ['Input', 'Input tokens of a call', 'tokens'],
  incomplete_ratio: ['Cut off', 'Share of calls that were cut or abandoned', 'ratio'],
  trace_duration: ['Trace', 'Duration of a trace', 's'],
  trace_error_ratio: ['Failed traces', 'Share of traces whose root failed', 'ratio'],
  stage_time: ['Stage', 'Time of a stage on the critical path', 's'],
  decode_tokens_per_second: ['Decode rate', 'Tokens per second after the first', 'rate'],
  call_tokens_per_second: ['Call rate', 'Output tokens per second of a call', 'rate'],
  window_output_tokens_per_second: ['Throughput', 'Output tokens per second of a window', 'rate'],
};

const ORDER = Object.keys(METRICS);

export const STATES = {
  open: { name: 'Moved', mark: '▲', help: 'an episode is open' },
  learning: { name: 'Learning', mark: '◔', help: 'charts learn their baseline' },
  watching: { name: 'In control', mark: '✓', help: 'charts watch, nothing is wrong' },
  no_data: { name: 'No data', mark: '–', help: 'nothing measured for a quarter of an hour' },
};

export const PHASES = ['', 'warming up', 'learning', 'watching', 'watching, episode open'];

export const shortName = (metric) => METRICS[metric]?.[0] ?? metric;
export const longName = (metric) => METRICS[metric]?.[1] ?? metric.replaceAll('_', ' ');
export const byMetric = (a, b) => rank(a) - rank(b) || a.localeCompare(b);
const rank = (metric) => (ORDER.indexOf(metric) + 1 || ORDER.length + 1);

/** The unit of a chart: some are in sigma or shares, whatever the metric is in. */
export function unitOf(metric, chart = '') {
  if (/^(self_starting|cusum)/.test(chart)) return 'sigma';
  if (chart.startsWith('exceedance')) return 'ratio';
  return METRICS[metric]?.[2] ?? '';
}

/** A number with its unit, to three digits. */
export function number(value, unit) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  switch (unit) {
    case 's':
      if (size >= 120) return `${digits(value / 60)} min`;
      return size >= 1 || size === 0 ? `${digits(value)} s` : `${digits(value * 1000)} ms`;
    case 'ratio': return `${digits(value * 100)} %`;
    case 'tokens': return `${digits(value)} tokens`;
    case 'rate': return `${digits(value)} tokens/s`;
    case 'sigma': return `${digits(value)} σ`;
    default: return digits(value);
  }
}

function digits(value) {
  const size = Math.abs(value);
  if (size >= 10_000) return Math.round(value).toLocaleString('en');
  if (size >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(size < 1 && size >= 0.1 ? 2 : 3)));
}

/** How a level compares with its baseline. */
export function change(from, to, unit) {
  if (from === null || to === null) return '';
  if (unit === 'ratio') return `${to >= from ? '+' : '−'}${digits(Math.abs(to - from) * 100)} points`;
  if (from <= 0) return '';
  const times = to / from;
  if (times >= 2) return `×${Number(times.toPrecision(2))}`;
  return `${times >= 1 ? '+' : '−'}${Math.round(Math.abs(times - 1) * 100)} %`;
}

/** A stretch of time in words. */
export function stretch(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
  return `${Math.round(hours / 24)} days`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const SECONDS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** A time of day, with the date where it is not that of the other time. */
export function clock(millis, beside = Date.now(), seconds = false) {
  const time = new Date(millis);
  const text = (seconds ? SECONDS : CLOCK).format(time);
  return time.toDateString() === new Date(beside).toDateString() ? text : `${DAY.format(time)}, ${text}`;
}

/** What a series is called: its model, or what it has instead. */
export function title(series) {
  const known = (value) => value && value !== 'unknown';
  if (known(series.model)) return series.model;
  if (known(series.vantage)) return `${series.service} (${series.vantage})`;
  return known(series.operation) ? `${series.service}: ${series.operation}` : `${series.service} (traces)`;
}

/** The other labels, those that are known. */
export function subtitle(series) {
  return [series.service, series.provider, series.operation, series.vantage, series.environment]
    .filter((value) => value && value !== 'unknown')
    .join(' · ');
}
