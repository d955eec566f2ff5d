import { get } from './api.js';
import { fill, h, icon } from './dom.js';
import { exact, isoTime, mass, massText, rangeText } from './format.js';
import { categoryName, countryName, entryName, methodName, partName, qualityMark, qualityName, SCOPES, scoreText } from './words.js';

/** One entry, from what came in to the hash that seals it. Returns how to leave the page. */
export function entryPage(main, id) {
  document.title = 'Entry · Carbonflow';
  const abort = new AbortController();
  const skeleton = h('section', { class: 'card' }, h('div', { class: 'skeleton', 'aria-hidden': 'true' },
    [1, 2, 3, 4].map(() => h('i'))));
  fill(main, crumbs(), skeleton);
  load();
  return () => abort.abort();

  async function load() {
    try {
      const entry = await get(`/v1/entries/${encodeURIComponent(id)}`, {}, abort.signal);
      fill(main, crumbs(), head(entry), h('div', { class: 'steps' }, steps(entry)), h('div', { class: 'grid' },
        related(entry), raw(entry)));
      document.title = `${massText(entry.kg_co2e)} · ${entryName(entry)} · Carbonflow`;
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      fill(main, crumbs(), h('section', { class: 'card gate', role: 'alert' },
        h('h1', { class: 'card-title' }, failure.status === 404 ? 'There is no such entry' : failure.title),
        h('p', {}, failure.status === 404 ? 'The ledger of this tenant has no entry with this id. Nothing is ever '
          + 'deleted from it, so the address is wrong or belongs to another tenant.' : failure.message),
        failure.status !== 404 && h('button', { class: 'button primary', type: 'button', onclick: load }, 'Try again')));
    }
  }
}

const crumbs = () => h('nav', { class: 'crumbs', 'aria-label': 'Back' },
  h('a', { href: '/' }, icon('back'), 'Overview'));

function head(entry) {
  const figure = mass(entry.kg_co2e, 6);
  return h('header', { class: 'entry-head' },
    h('h1', { class: 'page-title' }, entryName(entry),
      entry.entry_type !== 'booked' && h('span', { class: 'tag' }, entry.entry_type)),
    h('p', { class: 'figure-line', title: figure.full }, h('span', { class: 'figure' }, figure.value),
      h('span', { class: 'figure-unit' }, `${figure.unit} CO₂e`)),
    sureness(entry),
    h('p', { class: 'facts' }, [
      h('span', {}, h('i', { class: `swatch scope-${entry.scope}` }), SCOPES[entry.scope].name,
        entry.category && `, category ${entry.category}: ${categoryName(entry.category)}`),
      h('span', {}, methodName(entry.method)), h('span', {}, `GWP100 ${entry.gwp_set}`),
      h('span', { class: 'quality' }, qualityMark(entry.data_quality), qualityName(entry.data_quality)),
      h('span', {}, entry.official ? 'official result' : 'alternative result'),
    ]));
}

function sureness(entry) {
  const range = rangeText(entry.kg_co2e_low, entry.kg_co2e_high, 4);
  const score = scoreText(entry.quality_score);
  return (range || score) && h('p', { class: 'sureness' }, range && h('span', {}, h('strong', {}, range), ' at 95 %'),
    score && h('span', {}, score), entry.pcaf && h('span', {}, `PCAF ${entry.pcaf}`));
}

/** Each step names what it takes from the one before; numbers are shown with every digit. */
function steps(entry) {
  const receipt = entry.receipt ?? {};
  const factor = receipt.factor;
  const { basis } = receipt;
  const from = basis ?? { value: receipt.quantity_received, unit: receipt.unit_received };
  const converts = receipt.unit && receipt.unit !== from.unit;
  return [
    step('Input', `${exact(entry.quantity)} ${entry.unit}`, [
      receipt.freight && ['Worked out from', `${exact(receipt.freight.mass)} ${receipt.freight.mass_unit} × `
        + `${exact(receipt.freight.distance)} ${receipt.freight.distance_unit}`],
      ['Happened', `${isoTime(entry.occurred_at)} UTC`],
      entry.period_start && ['Period', `${isoTime(entry.period_start)} – ${isoTime(entry.period_end)} UTC`],
      ['Received', `${isoTime(entry.received_at)} UTC by ${entry.channel}`],
      ['Source', entry.source_id], entry.facility_id && ['Facility', entry.facility_id],
      entry.supplier_id && ['Supplier', h('a', { href: `/?supplier_id=${encodeURIComponent(entry.supplier_id)}` },
        entry.supplier_id)],
      entry.country && ['Country', countryName(entry.country)],
      entry.product_id && ['Product', entry.product_id],
      entry.element && ['Share or leg', entry.element],
      entry.source_trust !== null && ['Trust in the source', `${entry.source_trust} of 1.00`],
      entry.gate_outcome && ['Quality gate', [entry.gate_outcome, entry.gate_reason].filter(Boolean).join(': ')],
      ['Event', h('code', {}, entry.event_id)],
      entry.revision && ['Revision', h('code', {}, entry.revision)],
      entry.reverses && ['Takes back', h('a', { href: `/entries/${entry.reverses}` }, 'the entry booked before')],
      entry.replaces && ['In place of', h('a', { href: `/entries/${entry.replaces}` }, 'the entry booked before')],
    ]),
    basis && step('Quantity', `${rounded(basis.value)} ${basis.unit}`, [
      ['Worked out as', h('span', { class: 'formula' }, basis.formula)],
      ...Object.entries(basis.inputs).map(([name, input]) => [name, [`${rounded(input.value)} ${input.unit} `,
        h('span', { class: 'muted' }, input.source)]]),
    ]),
    receipt.quantity_normalised !== undefined && (converts || !basis) && step('Conversion',
      `${rounded(receipt.quantity_normalised)} ${receipt.unit}`, [
        ['Rule', converts ? `${rounded(from.value)} ${from.unit} × `
          + `${exact(receipt.conversion.multiplier)} ÷ ${exact(receipt.conversion.divisor)}`
          : 'none needed: the factor is per the unit received'],
      ]),
    factor && step('Factor', `${exact(factor.value)} ${factor.unit.replace('CO2e', 'CO₂e')}`, [
      ['Source', factor.source], ['Id', h('code', {}, factor.id)],
      ['Edition', factor.edition === 'carried' ? 'carried: it came with the event' : factor.edition],
      factor.region && ['Region and year', `${factor.region}, ${factor.year}`],
      ['Warming potentials', factor.published_gwp_set ? `published under ${factor.published_gwp_set}`
        : 'as published, set not stated'],
      ['Methodology', methodologyText(entry, receipt)],
    ]),
    step('Result', `${exact(entry.kg_co2e)} kg CO₂e`, [
      factor && receipt.quantity_normalised !== undefined && ['Formula', h('span', { class: 'formula' },
        (factor.per === null ? '' : `${rounded(receipt.quantity_normalised)}${receipt.unit ? ` ${receipt.unit}` : ''} × `)
        + `${exact(factor.value)} ${factor.unit.replace('CO2e', 'CO₂e')}${factor.mass_unit === 'g' ? ' ÷ 1,000' : ''}`
        + (receipt.share ? ` × ${exact(receipt.share.value)}` : ''))],
      receipt.share && ['Share', `${exact(receipt.share.value)} of ${receipt.share.facility}, by `
        + receipt.share.consolidation.replaceAll('_', ' ')],
      receipt.allocation && ['Allocated', `${exact(receipt.allocation.amounts[receipt.allocation.index])} of `
        + `${receipt.allocation.amounts.map(exact).join(' + ')} by ${receipt.allocation.by.replaceAll('_', ' ')}`],
      receipt.rounding && ['Rounding', receipt.rounding.replace('_', '-')],
      ['Under AR4, AR5, AR6', [entry.kg_co2e_ar4, entry.kg_co2e_ar5, entry.kg_co2e_ar6]
        .map((kg) => exact(kg)).join(' · ')],
      gases(entry), entry.kg_biogenic_co2 && ['Biogenic CO₂, apart', `${exact(entry.kg_biogenic_co2)} kg`],
      entry.notices.length > 0 && ['Notices', entry.notices.map((code) => h('span', { class: 'tag' }, code))],
    ]),
    step('Seal', `Block ${entry.block}`, [
      ['Leaf hash', h('code', { class: 'hash' }, entry.leaf_hash)],
      ['Payload hash', h('code', { class: 'hash' }, entry.payload_sha256)],
      ['Booked', `${isoTime(entry.booked_at)} UTC`], ['Position', `leaf ${entry.leaf_index} of the block`],
      ['Correlation id', h('code', {}, entry.correlation_id)],
    ]),
  ];
}

/** Entries booked before methodologies were documents name theirs in the receipt alone. */
function methodologyText(entry, receipt) {
  const { id, version } = receipt.methodology ?? { id: entry.methodology_id, version: entry.methodology_version };
  return `${id}, version ${version}`;
}

/** A quotient may have 34 digits; here nine are shown, in the receipt all. */
function rounded(decimal) {
  const [whole, fraction = ''] = String(decimal).split('.');
  return fraction.length > 9 ? `${exact(`${whole}.${fraction.slice(0, 9)}`)}…` : exact(decimal);
}

function gases(entry) {
  const parts = [['CO₂', entry.kg_co2], ['CH₄', entry.kg_ch4], ['N₂O', entry.kg_n2o]]
    .filter(([, kg]) => kg !== null && kg !== undefined).map(([name, kg]) => `${name} ${exact(kg)} kg`);
  return parts.length > 0 && ['Gases', parts.join(' · ')];
}

function step(name, figure, facts) {
  return h('section', { class: 'card step' }, h('h2', { class: 'card-title' }, name),
    h('p', { class: 'step-figure' }, figure),
    h('dl', { class: 'facts-list' }, facts.filter(Boolean).map(([term, value]) =>
      h('div', {}, h('dt', {}, term), h('dd', {}, value)))));
}

function related(entry) {
  if (!entry.related.length) return null;
  return h('section', { class: 'card full' }, h('h2', { class: 'card-title' }, 'Other entries of this event'),
    h('div', { class: 'scroller' }, h('table', { class: 'entries' },
      h('thead', {}, h('tr', {}, ['Booked', 'Kind', 'Part', 'Method', 'Scope', 'CO₂e'].map((name, index) =>
        h('th', { scope: 'col', class: index === 5 ? 'number' : null }, name)))),
      h('tbody', {}, entry.related.map((one) => h('tr', {},
        h('td', {}, h('a', { href: `/entries/${one.id}` }, isoTime(one.booked_at))),
        h('td', {}, one.entry_type === 'booked' ? (one.official ? 'official' : 'alternative') : one.entry_type),
        h('td', {}, [partName(one.part), one.element].filter(Boolean).join(', ')),
        h('td', {}, methodName(one.method)),
        h('td', {}, h('i', { class: `swatch scope-${one.scope}` }), one.scope, one.category && `.${one.category}`),
        h('td', { class: 'number strong' }, `${exact(one.kg_co2e)} kg`)))))));
}

function raw(entry) {
  return h('details', { class: 'card full' }, h('summary', { class: 'card-title' }, 'Receipt as stored'),
    h('p', { class: 'muted' }, 'Canonical JSON; its bytes are part of the leaf hash. Anyone can recompute the result '
      + 'from it.'),
    h('pre', { class: 'receipt' }, h('code', {}, JSON.stringify(entry.receipt, null, 2))));
}
