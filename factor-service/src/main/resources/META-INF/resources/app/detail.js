import { get } from './api.js';
import { h, replace } from './dom.js';

const dialog = document.getElementById('detail');
const GASES = [['kg_co2', 'CO₂, fossil'], ['kg_ch4', 'CH₄'], ['kg_n2o', 'N₂O'], ['kg_biogenic_co2', 'CO₂ from biomass, apart']];

/** One factor: what it is, where it is from, and which factor a calculator takes in its place and why. */
export async function detail(id, edition) {
  const factor = await get(`/v1/factors/${encodeURIComponent(id)}`, { edition });
  replace(dialog,
    h('header', {}, h('h2', { id: 'detail-title' }, factor.activity),
      h('button', { type: 'button', onclick: () => dialog.close() }, 'Close')),
    h('dl', {}, pairs(factor)), gases(factor), source(factor), h('section', { 'aria-live': 'polite' }));
  dialog.showModal();
  replace(dialog.lastElementChild, ...await trace(factor));
}

const pair = ([term, value]) => value === undefined || value === null || value === ''
  ? [] : [h('dt', {}, term), h('dd', {}, String(value))];

function pairs(factor) {
  const validity = factor.valid_from || factor.valid_to
    ? `${factor.valid_from ?? 'ever'} to ${factor.valid_to ?? 'further notice'}` : null;
  return [['Value', `${factor.kg_co2e ?? factor.kg_co2e_by_gwp_set.AR6} kg CO₂e per ${factor.unit}`],
    ['of it well to tank', factor.kg_co2e_wtt], ['Factor', factor.id], ['Edition', factor.edition],
    ['Region', factor.region], ['Year', factor.year], ['Valid', validity], ['Part', factor.part],
    ['Boundary', factor.boundary], ['Method', factor.method], ['Set', factor.set],
    ['Marks (1 best to 4)', marks(factor.marks)], ['Stands in because', factor.proxy], ['Notes', factor.notes]]
    .flatMap(pair);
}

function marks(given) {
  return given && Object.entries(given).map(([name, mark]) => `${name} ${mark}`).join(', ');
}

function gases(factor) {
  const others = Object.entries(factor.kg_other_gases ?? {});
  const known = GASES.filter(([field]) => factor[field] !== undefined).map(([field, name]) => [name, factor[field]]);
  const bySet = Object.entries(factor.kg_co2e_by_gwp_set ?? {}).map(([set, value]) => [`CO₂e under ${set}`, value]);
  return h('section', {}, h('h3', {}, `Gases, kg per ${factor.unit}`),
    known.length + others.length ? null : h('p', { class: 'muted' }, 'The publisher gives CO₂e only.'),
    h('dl', {}, [...known, ...others, ...bySet, ['published under', factor.gwp_set]].flatMap(pair)));
}

function source(factor) {
  return h('section', {}, h('h3', {}, 'Source'), h('dl', {}, [['Publisher', factor.publisher],
    ['Publication', factor.publication], ['Place in it', factor.locator], ['Licence', factor.licence]].flatMap(pair)));
}

async function trace(factor) {
  const [country, subdivision] = factor.region.length === 2 || factor.region.includes('/')
    ? factor.region.split('/') : [];
  const title = h('h3', {}, `What is taken for ${factor.activity} ${factor.region} ${factor.year}`);
  try {
    const selection = await get('/v1/factors', { activity: factor.activity, country, subdivision, year: factor.year,
      unit: factor.unit, part: factor.part });
    return [title, h('p', {}, selection.factor.id === factor.id ? 'This factor.'
      : `${selection.factor.id}: ${selection.factor.publisher}, ${selection.factor.region} ${selection.factor.year}.`),
    h('ol', { class: 'trace' }, selection.trace.map((step) => h('li', {}, `${step.step}: ${step.outcome}`))),
    ...selection.notices.map((notice) => h('p', { class: 'muted' }, notice.detail))];
  } catch (failure) {
    return [title, h('p', { class: 'muted' }, failure.message)];
  }
}
