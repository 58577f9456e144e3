// Questions to the server, and the page's address, which holds all that a person has chosen.

const PATIENCE = 25_000;

/** Asks; the error of a refused question carries the server's words. */
export async function ask(path, parameters) {
  const response = await fetch(`api/${path}?${new URLSearchParams(clean(parameters))}`, { signal: AbortSignal.timeout(PATIENCE) });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `The server answered ${response.status}.`);
  return body;
}

function clean(parameters) {
  return Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

/** What the address says: the view and its parameters. */
export function place() {
  const [path, query] = location.hash.replace(/^#/, '').split('?');
  return { view: path === '/series' ? 'series' : 'overview', ...Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a place. */
export function link(view, parameters = {}) {
  const query = new URLSearchParams(clean(parameters)).toString();
  return `#/${view === 'overview' ? '' : view}${query ? `?${query}` : ''}`;
}

export const LABELS = ['service', 'environment', 'provider', 'model', 'operation', 'vantage'];

/** The labels of a series, as parameters. */
export function labels(of) {
  return Object.fromEntries(LABELS.map((label) => [label, of[label]]).filter(([, value]) => value && value !== 'unknown'));
}
