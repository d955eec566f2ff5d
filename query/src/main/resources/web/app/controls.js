import { fill, h, icon } from './dom.js';
import { go } from './index.js';
import * as state from './state.js';
import { categoryName, countryName, METHOD_CODES, methodName, SCOPES, sentence } from './words.js';

/** Period, method, warming potentials and filters. Everything is an address, so it can be shared and gone back from. */
export function controls(view, clock, me) {
  const custom = h('form', { class: 'custom-period', hidden: view.period !== 'custom', onsubmit: (event) => {
    event.preventDefault();
    const from = custom.elements.from.value;
    const to = custom.elements.to.value;
    if (!from || !to) return;
    const end = new Date(Date.parse(to) + 86400000).toISOString().slice(0, 10);
    if (end <= from) {
      custom.elements.to.setCustomValidity('The last day is not before the first.');
      custom.elements.to.reportValidity();
      return;
    }
    go(state.address({ ...view, period: 'custom', from, to: end }));
  } },
  h('label', {}, h('span', {}, 'From'), h('input', { type: 'date', name: 'from', value: view.from?.slice(0, 10) })),
  h('label', {}, h('span', {}, 'to'), h('input', { type: 'date', name: 'to', value: lastDay(view),
    oninput: (event) => event.target.setCustomValidity('') })),
  h('button', { class: 'button primary' }, 'Apply'));
  const customButton = h('button', { type: 'button', class: 'segment', 'aria-pressed': String(view.period === 'custom'),
    onclick: () => {
      custom.hidden = !custom.hidden;
      if (!custom.hidden) custom.elements.from.focus();
    } }, 'Custom');

  return h('header', { class: 'top' },
    h('div', { class: 'top-line' },
      h('h1', { class: 'page-title' }, 'Overview', h('span', { class: 'muted' }, ` ${me.tenant_id}`)),
      h('div', { class: 'segments', role: 'group', 'aria-label': 'Period' },
        state.PRESETS.map((preset) => h('a', { class: 'segment', href: state.address({ ...view, period: preset.id }),
          'aria-current': view.period === preset.id ? 'true' : null }, preset.name)), customButton),
      select('Method', view.method, [['', 'Official result'],
        ...METHOD_CODES.map((code) => [code, sentence(methodName(code))])],
      (method) => go(state.address({ ...view, method }))),
      select('Warming potentials', view.gwp_set, [['', 'As booked'], ['AR6', 'AR6'], ['AR5', 'AR5'], ['AR4', 'AR4']],
        (set) => go(state.address({ ...view, gwp_set: set })))),
    custom, chips(view));
}

function select(label, value, options, onchange) {
  const element = h('select', { 'aria-label': label, title: label, class: value ? 'changed' : null,
    onchange: () => onchange(element.value) },
  options.map(([code, text]) => h('option', { value: code, selected: code === value }, text)));
  return element;
}

function chips(view) {
  const names = { scope: (id) => SCOPES[id]?.name ?? `Scope ${id}`, category: (id) => categoryName(Number(id)),
    supplier_id: (id) => `Supplier ${id}`, facility_id: (id) => `Facility ${id}`, country: countryName };
  const active = state.FILTERS.filter((name) => view[name]);
  const row = h('div', { class: 'chips', 'aria-label': 'Filters', role: 'group', hidden: !active.length });
  return fill(row, active.map((name) => h('a', { class: 'chip',
    href: state.address({ ...view, [name]: '', ...(name === 'scope' ? { category: '' } : {}) }),
    'aria-label': `Remove filter ${names[name](view[name])}` }, names[name](view[name]), icon('close'))),
  active.length > 1 && h('a', { class: 'link', href: state.address({ ...view,
    ...Object.fromEntries(active.map((name) => [name, ''])) }) }, 'Clear all'));
}

const lastDay = (view) => view.to ? new Date(Date.parse(view.to) - 1).toISOString().slice(0, 10) : null;
