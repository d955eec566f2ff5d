import { fill, h } from './dom.js';
import { age, count, isoTime } from './format.js';

const LISTED = 8;
/** Worst first: what a person has to look at stands at the top. */
const STATES = {
  unknown: { name: 'Unknown', note: 'not registered; its readings wait', class: 'warn' },
  offline: { name: 'Offline', note: 'it said so, or its connection broke', class: 'bad' },
  silent: { name: 'Silent', note: 'beyond its cadence', class: 'warn' },
  expected: { name: 'Expected', note: 'registered and never heard', class: 'muted' },
  expected: { name: 'Expected', note: 'registered, nothing heard of it yet', class: 'warn' },
  active: { name: 'Active', note: 'reports as agreed', class: 'good' },
};
const KINDS = { gap: 'Gap', silence: 'Silence', offline: 'Offline', counter_reset: 'Counter reset',
  implausible: 'Implausible reading', clock: 'Wrong clock', conflict: 'Conflict',
  ledger_verification_failed: 'Ledger does not verify' };

/** How the sources are doing. */
export function sources(clock) {
  const summary = h('p', { class: 'muted' });
  const table = h('table', { class: 'states' });
  const element = h('section', { class: 'card', 'aria-labelledby': 'sources-title', hidden: true },
    h('h2', { class: 'card-title', id: 'sources-title' }, 'Sources'), summary, h('div', { class: 'scroller' }, table));

  /** @param states how many are in which, of all; items are those to look at first */
  function show(states, items) {
    element.hidden = states.total === 0;
    const order = Object.keys(STATES);
    const ranked = [...items].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state)
      || Number(one.trust) - Number(other.trust) || (one.id < other.id ? -1 : 1));
    fill(summary, order.filter((state) => states.by_state[state] > 0)
      .map((state) => `${count(states.by_state[state])} ${STATES[state].name.toLowerCase()}`).join(', '));
    fill(table, h('thead', {}, h('tr', {}, ['State', 'Source', 'Trust', 'Held', 'Last reading'].map((name, index) =>
      h('th', { scope: 'col', class: [null, null, 'number', 'number held', null][index] }, name)))),
    h('tbody', {}, ranked.slice(0, LISTED).map((one) => h('tr', {},
      h('td', {}, mark(STATES[one.state] ?? { name: one.state })),
      h('th', { scope: 'row', class: 'source', title: details(one) }, one.id),
      h('td', { class: 'number', title: details(one) }, one.trust),
      h('td', { class: 'number held' }, count(one.held)),
      h('td', { class: 'muted' }, one.last_reading_at ? h('span', { title: `${isoTime(one.last_reading_at)} UTC` },
        age(clock.now() - Date.parse(one.last_reading_at))) : 'none yet')))));
  }

  return { element, show };
}

/** What a person should know of them. */
export function alerts(clock) {
  const list = h('ul', { class: 'alerts' });
  const none = h('p', { class: 'muted' }, 'No alert is open.');
  const element = h('section', { class: 'card', 'aria-labelledby': 'alerts-title', hidden: true },
    h('h2', { class: 'card-title', id: 'alerts-title' }, 'Open alerts'), none, list);

  function show(items, more, isShown) {
    element.hidden = !isShown;
    none.hidden = items.length > 0;
    fill(list, items.slice(0, LISTED).map((one) => h('li', {},
      h('strong', {}, KINDS[one.kind] ?? one.kind), ' ', h('span', { class: 'code' }, one.source_id),
      h('span', { class: 'muted', title: `${isoTime(one.raised_at)} UTC` },
        ` ${age(clock.now() - Date.parse(one.raised_at))}`),
      h('p', { class: 'muted note' }, one.detail))),
    (more || items.length > LISTED) && h('li', { class: 'muted note' }, 'More: GET /v1/alerts?state=raised'));
  }

  return { element, show };
}

function details(one) {
  return `${STATES[one.state]?.note ?? one.state}; in seven days ${count(one.good)} good, ${count(one.rejects)} rejected, `
    + `${count(one.gaps)} gaps, ${count(one.conflicts)} conflicts, ${count(one.imputed)} imputed`;
}

/** The word says the state; the colour only repeats it. */
function mark(state) {
  return h('span', { class: `state-mark ${state.class ?? ''}` }, state.name);
}
