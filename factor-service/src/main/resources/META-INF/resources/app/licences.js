import { get } from './api.js';
import { h, replace, table } from './dom.js';

/** Whose figures these are, and what to write where they are passed on. */
export async function licences(view) {
  const found = await get('/v1/licences');
  replace(view,
    h('div', { class: 'card' }, h('h2', {}, 'Whose figures these are'), table(
      'Every publication a factor comes from; no publisher endorses Carbonflow',
      [['Publisher'], ['Publication'], ['Licence'], ['Factors', 'number'], ['To be written where they are passed on']],
      found.items.map((item) => h('tr', {}, h('td', {}, item.publisher), h('td', {}, item.publication),
        h('td', {}, item.url ? h('a', { href: item.url, rel: 'noreferrer' }, item.licence) : item.licence),
        h('td', { class: 'number' }, String(item.factors)), h('td', {}, item.attribution
          ?? (item.ships ? '' : 'Your own figures: your own terms.')))))),
    h('div', { class: 'card' }, h('h2', {}, 'What else ships'), table('Tables beside the factors',
      [['Publisher'], ['Publication'], ['Used for'], ['Licence'], ['Attribution']],
      found.other_data.map((item) => h('tr', {}, h('td', {}, item.publisher), h('td', {}, item.publication),
        h('td', {}, item.used_for), h('td', {}, item.licence), h('td', {}, item.attribution))))));
}
