import { fill, h, setText } from './dom.js';
import { age, count, exact, mass, massText, percent, rangeText, rate } from './format.js';
import { address, periodText } from './state.js';
import { methodName, SCOPES, scoreText } from './words.js';

/** The total, what it stands for, how fresh it is, and how the scopes share it. */
export function headline(view, clock) {
  const value = h('span', { class: 'figure' });
  const unit = h('span', { class: 'figure-unit' });
  const sureness = h('p', { class: 'sureness' });
  const facts = h('p', { class: 'facts' });
  const trend = h('span', { class: 'trend' });
  const fresh = h('span', { class: 'fresh' });
  const bar = h('div', { class: 'scope-bar' });
  const legend = h('table', { class: 'scope-table' });
  const content = h('div', { class: 'headline-content', hidden: true },
    h('p', { class: 'figure-line' }, value, unit, trend), sureness, facts, bar, legend);
  const skeleton = h('div', { class: 'skeleton', 'aria-hidden': 'true' }, h('i', { class: 'tall' }), h('i'), h('i'));
  const element = h('section', { class: 'card wide headline', 'aria-labelledby': 'total-title' },
    h('h2', { class: 'card-title', id: 'total-title' }, title(view)), skeleton, content);
  let lastBooked;
  let totalKg = 0;

  function show(answer) {
    skeleton.remove();
    content.hidden = false;
    const total = mass(answer.total_kg_co2e, 5);
    totalKg = Number(answer.total_kg_co2e);
    setText(value, total.value);
    setText(unit, `${total.unit} CO₂e`);
    value.title = total.full;
    showSureness(answer);
    lastBooked = answer.last_booked_at && Date.parse(answer.last_booked_at);
    fill(facts, [periodText(view, clock.now()),
      view.method ? methodName(view.method) : 'official results'
        + (answer.method && answer.method !== 'mixed' ? `, ${methodName(answer.method)}` : ''),
      answer.gwp_set === 'mixed' ? 'mixed warming potentials' : answer.gwp_set && `GWP100 ${answer.gwp_set}`,
      `${count(answer.entries)} ${answer.entries === 1 ? 'entry' : 'entries'}`]
      .filter(Boolean).map((fact) => h('span', {}, fact)), fresh);
    tick();
    const scopes = [1, 2, 3].map((scope) => ({ scope, kg: sum(answer.groups.filter((one) => one.scope === scope)) }))
      .filter((one) => one.kg !== 0 || !view.scope);
    const whole = scopes.reduce((all, one) => all + Math.max(0, one.kg), 0);
    showBar(scopes.filter((one) => one.kg > 0), whole);
    showLegend(scopes, whole, answer);
  }

  /** How far the total may be off, and how good the data behind it are. */
  function showSureness(answer) {
    const range = rangeText(Number(answer.low_tco2e) * 1000, Number(answer.high_tco2e) * 1000);
    const score = scoreText(answer.quality_score);
    fill(sureness,
      range && h('span', { title: `${exact(answer.low_tco2e)} to ${exact(answer.high_tco2e)} t CO₂e` },
        h('strong', {}, range), ' at 95 %'),
      score && h('span', { title: 'Mean of the scores of all entries, weighted by mass' }, score));
    sureness.hidden = !range && !score;
  }

  function showBar(scopes, whole) {
    if (bar.children.length !== scopes.length || !scopes.length) {
      fill(bar, scopes.map(({ scope }) => h('a', { class: `scope-part scope-${scope}`,
        href: address({ ...view, scope: String(scope), category: '' }) })));
    }
    bar.hidden = !scopes.length;
    scopes.forEach(({ scope, kg }, index) => {
      const part = bar.children[index];
      part.className = `scope-part scope-${scope}`;
      part.style.setProperty('flex-grow', String(kg / whole));
      part.title = `${SCOPES[scope].name}: ${massText(kg)} CO₂e, ${percent(kg / whole)}`;
      part.setAttribute('aria-label', part.title);
    });
  }

  function showLegend(scopes, whole, answer) {
    fill(legend, h('caption', { class: 'hidden-visually' }, 'Emissions by scope'),
      h('tbody', {}, scopes.map(({ scope, kg }) => h('tr', {},
        h('th', { scope: 'row' }, h('a', { href: address({ ...view, scope: String(scope), category: '' }) },
          h('i', { class: `swatch scope-${scope}` }), SCOPES[scope].name,
          h('span', { class: 'muted note' }, ` ${SCOPES[scope].note}`))),
        h('td', { class: 'number', title: fullOf(answer.groups, scope) }, massText(kg)),
        h('td', { class: 'number muted' }, percent(whole ? kg / whole : null))))));
  }

  /** Says how the total compares with the stretch before. */
  function compare(before, words) {
    const kg = Number(before.total_kg_co2e);
    const change = kg > 0 ? (totalKg - kg) / kg : null;
    setText(trend, change === null ? '' : change > 2 ? `${rate(change + 1)} times as much as ${words}`
      : `${percent(Math.abs(change))} ${change < 0 ? 'less' : 'more'} than ${words}`);
    trend.title = `${exact(before.total_kg_co2e)} kg CO₂e then`;
  }

  function tick() {
    if (lastBooked === undefined) return;
    setText(fresh, lastBooked ? `last booked ${age(clock.now() - lastBooked)}` : 'nothing booked in this selection');
    fresh.classList.toggle('now', Boolean(lastBooked) && clock.now() - lastBooked < 60000);
  }

  return { element, show, tick, compare };
}

function title(view) {
  const { scope } = view;
  return scope ? `${SCOPES[scope]?.name ?? 'Total'} emissions` : 'Total emissions';
}

const sum = (groups) => groups.reduce((all, one) => all + Number(one.total_kg_co2e), 0);
const fullOf = (groups, scope) => {
  const own = groups.filter((one) => one.scope === scope);
  return own.length === 1 ? `${exact(own[0].total_kg_co2e)} kg CO₂e` : null;
};
