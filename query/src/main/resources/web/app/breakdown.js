import { fill, h } from './dom.js';
import { count, exact, massText, percent } from './format.js';

/**
 * Groups ranked by size, as a table whose bars start at zero.
 * options: tone (class of the bars), title, what (column name), name(id), mark(id), note(id), link(id), none (name of the group without one), empty
 */
export function breakdown(options) {
  const table = h('table', { class: 'ranked' });
  const more = h('p', { class: 'muted more', hidden: true });
  const skeleton = h('div', { class: 'skeleton', 'aria-hidden': 'true' }, [1, 2, 3, 4].map(() => h('i')));
  const content = h('div', { hidden: true }, table, more);
  const element = h('section', { class: 'card' }, h('h2', { class: 'card-title' }, options.title), skeleton, content);

  function show(groups, totalKg, omitted = 0) {
    skeleton.remove();
    content.hidden = false;
    const ranked = groups.filter((one) => one.entries > 0);
    const largest = Math.max(...ranked.map((one) => Math.abs(Number(one.total_kg_co2e))), 0);
    const onlyNone = ranked.length > 0 && ranked.every((one) => one.id === null);
    if (!ranked.length || onlyNone) {
      fill(table);
      more.hidden = false;
      more.textContent = options.empty ?? 'Nothing in this selection.';
      return;
    }
    fill(table, h('thead', { class: 'hidden-visually' }, h('tr', {},
      [options.what, 'Size', 'kg CO₂e', 'Share'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, ranked.map((one) => row(one, largest, totalKg))));
    const rest = omitted > 0 ? omitted : 0;
    more.hidden = rest === 0;
    more.textContent = `and ${count(rest)} more, all part of the total`;
  }

  function row(one, largest, totalKg) {
    const kg = Number(one.total_kg_co2e);
    const name = one.id === null ? h('span', { class: 'muted' }, options.none ?? 'none')
      : options.name?.(one.id) ?? one.id;
    const label = [options.mark?.(one.id), name,
      options.note && h('span', { class: 'muted note' }, ` ${options.note(one.id) ?? ''}`)];
    const width = largest ? `${Math.abs(kg) / largest * 100}%` : '0';
    return h('tr', { class: one.id === null ? 'quiet' : null },
      h('th', { scope: 'row' }, one.id !== null && options.link
        ? h('a', { href: options.link(String(one.id)) }, label) : h('span', {}, label),
      h('span', { class: 'track', 'aria-hidden': 'true' }, h('i', { class: options.tone, style: { width } }))),
      h('td', { class: 'number', title: `${exact(one.total_kg_co2e)} kg CO₂e in ${count(one.entries)} entries` },
        massText(one.total_kg_co2e)),
      h('td', { class: 'number muted share' }, percent(Number(totalKg) ? kg / Number(totalKg) : null)));
  }

  return { element, show };
}
