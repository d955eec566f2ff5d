import { fill, h, setText } from './dom.js';
import { age, exact, isoTime, massText } from './format.js';
import { FILTERS, range } from './state.js';
import { categoryName, entryName, qualityMark, qualityName } from './words.js';

const ROWS = 12;

/** The entries booked last. While somebody points at the table or is in it with the keyboard, it stands still. */
export function latestEntries(view, clock) {
  let rows = [];
  let waiting = [];
  const body = h('tbody');
  const table = h('table', { class: 'entries', hidden: true },
    h('thead', {}, h('tr', {}, ['Booked', 'Activity', 'Quantity', 'Scope', 'Source', 'Quality', 'CO₂e']
      .map((name, index) => h('th', { scope: 'col', class: [2, 6].includes(index) ? 'number' : null }, name)))), body);
  const held = h('button', { type: 'button', class: 'button small', hidden: true, onclick: () => release() });
  const none = h('p', { class: 'muted', hidden: true }, 'No entry in this selection.');
  const skeleton = h('div', { class: 'skeleton', 'aria-hidden': 'true' }, [1, 2, 3, 4, 5].map(() => h('i')));
  const element = h('section', { class: 'card full' }, h('h2', { class: 'card-title' }, 'Latest entries', held),
    skeleton, none, h('div', { class: 'scroller' }, table));

  function show(entries) {
    skeleton.remove();
    rows = entries.map((entry) => ({ entry, element: row(entry) }));
    waiting = [];
    draw();
  }

  function add(entries) {
    const known = new Set([...rows, ...waiting].map((one) => one.entry.id));
    const fresh = entries.filter((entry) => !known.has(entry.id) && belongs(entry, view, clock))
      .map((entry) => ({ entry, element: row(entry, true) }));
    waiting = [...fresh, ...waiting];
    if (element.matches(':hover') || element.contains(document.activeElement)) {
      held.hidden = waiting.length === 0;
      setText(held, `Show ${waiting.length} new`);
    } else release();
    waiting = waiting.slice(0, 200);
  }

  function release() {
    rows = [...waiting, ...rows].sort((one, other) => (one.entry.id < other.entry.id ? 1 : -1)).slice(0, ROWS);
    waiting = [];
    held.hidden = true;
    draw();
  }

  function draw() {
    table.hidden = rows.length === 0;
    none.hidden = rows.length > 0;
    body.replaceChildren(...rows.map((one) => one.element));
    tick();
  }

  function tick() {
    rows.forEach(({ entry, element: line }) => setText(line.querySelector('.when'),
      age(clock.now() - Date.parse(entry.booked_at))));
  }

  element.addEventListener('mouseleave', () => waiting.length && release());
  return { element, show, add, tick };
}

function row(entry, fresh) {
  return h('tr', { class: fresh ? 'fresh-row' : null },
    h('td', { title: `booked ${isoTime(entry.booked_at)} UTC, happened ${isoTime(entry.occurred_at)} UTC` },
      h('a', { class: 'when', href: `/entries/${entry.id}` })),
    h('td', {}, h('a', { class: 'activity', href: `/entries/${entry.id}`, tabindex: -1 },
      entryName(entry)), entry.entry_type !== 'booked' && h('span', { class: 'tag' }, entry.entry_type)),
    h('td', { class: 'number' }, `${exact(entry.quantity)} ${entry.unit}`),
    h('td', {}, h('i', { class: `swatch scope-${entry.scope}` }), String(entry.scope),
      entry.category && h('span', { class: 'muted', title: categoryName(entry.category) }, `.${entry.category}`)),
    h('td', { class: 'source', title: entry.source_id }, entry.supplier_id ?? entry.facility_id ?? entry.source_id),
    h('td', { class: 'quality', title: qualityName(entry.data_quality) }, qualityMark(entry.data_quality),
      h('span', {}, qualityName(entry.data_quality))),
    h('td', { class: 'number strong', title: `${exact(entry.kg_co2e)} kg CO₂e` }, massText(entry.kg_co2e)));
}

function belongs(entry, view, clock) {
  const { from, to } = range(view, clock.now());
  const occurred = Date.parse(entry.occurred_at);
  return !(from && occurred < Date.parse(from)) && !(to && occurred >= Date.parse(to))
    && (!view.method || entry.method === view.method)
    && FILTERS.every((name) => !view[name] || String(entry[name] ?? '') === view[name]);
}
