// Which view is shown, and when it asks again.

import { place } from './api.js';
import { h, show } from './dom.js';
import { clock, stretch } from './format.js';
import { Overview } from './overview.js';
import { Series } from './series.js';

const EVERY = 2_000;
const VIEWS = { overview: Overview, series: Series };

const main = document.querySelector('#view');
const status = document.querySelector('#status');
const notice = document.querySelector('#notice');
const links = document.querySelector('#links');

let current = null;
let timer = 0;
let round = 0;

function go() {
  const where = place();
  if (!current || !(current instanceof VIEWS[where.view])) {
    current?.close();
    main.replaceChildren();
    current = new VIEWS[where.view](main);
    window.scrollTo(0, 0);
  }
  current.at(where);
  tick();
}

async function tick() {
  clearTimeout(timer);
  const mine = ++round;
  try {
    const state = await current.refresh();
    if (mine === round && state) tell(state);
  } catch (error) {
    if (mine === round) unreachable(error);
  }
  if (mine === round && !document.hidden) timer = setTimeout(tick, EVERY);
}

function tell(state) {
  const age = state.now - state.newest;
  const live = state.store === 'up' && state.newest > 0;
  // Set only on change: a screen reader would otherwise read it every two seconds.
  const text = !live ? 'No data yet'
    : age < 180_000 ? 'Live' : `Newest data is ${stretch(age)} old`;
  status.className = live && age < 180_000 ? 'live' : 'stale';
  status.title = live ? `Data up to ${clock(state.newest, state.now, true)}` : '';
  if (status.textContent !== text) status.textContent = text;
  show(links, state.links.map((link) => h('a', { href: link.url, target: '_blank', rel: 'noopener' }, `${link.name} ↗`)));
  warn(state.store === 'down' ? `The store at ${state.address} does not answer. The page shows what it read last and goes on as soon as the store is back.`
    : state.store === 'refused' ? `The store refused a query: ${state.message}` : '');
}

function unreachable(error) {
  status.className = 'stale';
  status.textContent = 'Not connected';
  warn(error instanceof TypeError || error.name === 'TimeoutError'
    ? 'The server of this page does not answer; is the stack still running? The page goes on as soon as it does.' : error.message);
}

function warn(text) {
  notice.hidden = !text;
  if (notice.textContent !== text) notice.textContent = text;
}

window.addEventListener('hashchange', () => {
  // The skip link's own address is no place.
  if (location.hash !== '#view') go();
});
document.addEventListener('visibilitychange', () => document.hidden || tick());
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => current?.restyle?.());
go();
