import { get } from './api.js';
import { detail } from './detail.js';
import { h, replace, table } from './dom.js';

const PAGE = 50;
const FAMILIES = ['purchased_energy', 'fuel', 'refrigerant', 'freight', 'spend', 'waste', 'travel', 'commute',
  'water_supply', 'water_treatment'];
const words = (code) => code.replaceAll('_', ' ');

/** The filters and the factors they let through. */
export async function library(view, parameters) {
  const asked = Object.fromEntries(parameters);
  const [sets, page] = await Promise.all([get('/v1/factor-sets'), get('/v1/factors', { ...asked, limit: PAGE })]);
  const body = h('tbody', {}, rows(page.items));
  const more = h('button', { type: 'button', class: 'more' }, 'Show more');
  let cursor = page.next_cursor;
  more.hidden = !cursor;
  more.addEventListener('click', async () => {
    const next = await get('/v1/factors', { ...asked, limit: PAGE, cursor });
    body.append(...rows(next.items));
    cursor = next.next_cursor;
    more.hidden = !cursor;
  });
  const shown = table('kg CO₂e per unit as published; choose a factor to see its gases, its source and why it is taken',
    [['Activity'], ['Region'], ['Year'], ['kg CO₂e', 'number'], ['per'], ['Set'], ['Source'], ['Licence']], []);
  shown.querySelector('tbody').replaceWith(body);
  replace(view, filters(asked, sets.items), h('div', { class: 'card' },
    page.items.length ? shown : h('p', {}, 'No factor fits. Take a filter away, or look for a more general word.'),
    more));
}

function rows(items) {
  return items.map((factor) => h('tr', {},
    h('td', {}, h('button', { type: 'button', class: 'row-button', onclick: () => detail(factor.id, factor.edition) },
      factor.activity), factor.part === 'activity' ? null : h('div', { class: 'tag' }, words(factor.part))),
    h('td', { class: 'code' }, factor.region),
    h('td', {}, String(factor.year)),
    h('td', { class: 'number' }, factor.kg_co2e ?? factor.kg_co2e_by_gwp_set?.AR6 ?? ''),
    h('td', { class: 'code unit' }, factor.unit),
    h('td', {}, factor.set),
    h('td', {}, factor.publisher, h('div', { class: 'muted' }, factor.publication)),
    h('td', {}, factor.licence)));
}

function filters(asked, sets) {
  const form = h('form', { class: 'card filters', role: 'search', 'aria-label': 'Factors' },
    h('label', {}, 'Search', h('input', { type: 'search', name: 'q', value: asked.q ?? '',
      placeholder: 'diesel, electricity DE, 2025 …' })),
    choice('Family', 'family', asked.family, FAMILIES.map((code) => [code, words(code)])),
    h('label', {}, 'Country', h('input', { name: 'country', value: asked.country ?? '', maxlength: 5,
      placeholder: 'DE, WORLD' })),
    h('label', {}, 'Year', h('input', { name: 'year', value: asked.year ?? '', inputmode: 'numeric', maxlength: 4 })),
    choice('Set', 'set', asked.set, sets.map((set) => [set.id, `${set.id} (${set.factors})`])));
  const apply = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const text = name === 'country' ? value.trim().toUpperCase() : value.trim();
      if (text) query.set(name, text);
    }
    location.hash = query.size ? `factors?${query}` : 'factors';
  };
  form.addEventListener('submit', (event) => { event.preventDefault(); apply(); });
  form.addEventListener('change', apply);
  return form;
}

function choice(label, name, chosen, options) {
  return h('label', {}, label, h('select', { name }, h('option', { value: '' }, 'all'),
    options.map(([value, text]) => h('option', { value, selected: value === chosen ? '' : null }, text))));
}
