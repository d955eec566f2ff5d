import { get } from './api.js';
import { h, replace, table } from './dom.js';

/** The editions, or what one of them changes. */
export async function editions(view, parameters) {
  const all = await get('/v1/editions');
  const chosen = parameters.get('diff');
  replace(view, h('div', { class: 'card' }, h('h2', {}, 'Editions'), table(
    'An edition is final once it is published; what ships belongs to everybody, all others to your tenant alone',
    [['Edition'], ['State'], ['Published'], ['By'], ['Factors', 'number'], ['SHA-256'], ['']],
    all.items.map((edition) => h('tr', {},
      h('td', { class: 'code' }, edition.id), h('td', {}, h('span', { class: 'tag' },
        edition.tenant ? edition.status : 'ships')),
      h('td', {}, edition.published_at?.slice(0, 10) ?? ''),
      h('td', {}, edition.published_by ?? edition.created_by),
      h('td', { class: 'number' }, String(edition.factors)),
      h('td', { class: 'code', title: edition.sha256 }, edition.sha256.slice(0, 12)),
      h('td', {}, all.items.length < 2 ? null : h('a', { href: `#editions?diff=${encodeURIComponent(edition.id)}` },
        'What it changes')))))),
  chosen ? await difference(chosen) : '');
}

async function difference(id) {
  const page = await get(`/v1/editions/${encodeURIComponent(id)}/diff`, { limit: 200 });
  const { added, removed, changed, unchanged } = page.summary;
  return h('div', { class: 'card' }, h('h2', {}, `${page.edition} against ${page.against}`),
    h('p', {}, `${added} added, ${removed} removed, ${changed} changed, ${unchanged} the same.`,
      page.next_cursor ? ` The first ${page.items.length} are shown.` : ''),
    table('kg CO₂e per unit under AR6', [['Change'], ['Factor'], ['Activity'], ['Region'], ['Year'], ['Old', 'number'],
      ['New', 'number'], ['%', 'number']],
    page.items.map((item) => h('tr', {}, h('td', {}, item.change), h('td', { class: 'code' }, item.id),
      h('td', { class: 'code' }, item.activity), h('td', { class: 'code' }, item.region),
      h('td', {}, String(item.year)), amount(item.old_value, item.old_unit), amount(item.new_value, item.new_unit),
      h('td', { class: 'number' }, item.percent === undefined ? '' : String(item.percent))))));
}

const amount = (value, unit) => h('td', { class: 'number' }, value === undefined ? '' : `${value} / ${unit}`);
