import { announce, fill, h } from './dom.js';
import { go } from './index.js';
import { count, exact, massText } from './format.js';
import { address, range } from './state.js';
import { SCOPES } from './words.js';

const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDTH = { '5m': 5 * MINUTE, '1h': HOUR, '24h': DAY };
const BARS_MAX = 400;

/** Emissions over time, stacked by scope, in windows that fit the period. */
export function overTime(view, clock) {
  const canvas = h('div', { class: 'chart', role: 'img' });
  const table = h('div', { class: 'chart-table scroller', hidden: true, tabindex: 0 });
  const size = h('span', { class: 'muted' });
  const none = h('p', { class: 'muted', hidden: true }, 'No entry in this selection.');
  const toggle = h('button', { type: 'button', class: 'button small', 'aria-pressed': 'false', onclick: () => {
    table.hidden = !table.hidden;
    canvas.hidden = !table.hidden;
    toggle.setAttribute('aria-pressed', String(!table.hidden));
    toggle.textContent = table.hidden ? 'Show as table' : 'Show as chart';
    if (table.hidden) chart?.resize();
    announce(table.hidden ? 'Chart shown' : 'Table shown');
  } }, 'Show as table');
  const element = h('section', { class: 'card full' },
    h('h2', { class: 'card-title' }, 'Over time', size, toggle), none, canvas, table);
  let chart;

  async function load(ask) {
    const scopes = view.scope ? [Number(view.scope)] : [1, 2, 3];
    const bounds = range(view, clock.now());
    let step = bounds.from ? stepOf(Date.parse(bounds.to) - Date.parse(bounds.from)) : '24h';
    let series = await fetchAll(ask, scopes, step);
    if (!bounds.from) {
      const finer = stepOf(spanOf(series));
      if (finer !== step) {
        step = finer;
        series = await fetchAll(ask, scopes, step);
      }
    }
    await show(bins(series, scopes, step, bounds), scopes);
  }

  const fetchAll = (ask, scopes, step) => Promise.all(scopes.map(async (scope) =>
    (await ask('/v1/windows', { size: step, scope, limit: 5000 })).items));

  async function show(data, scopes) {
    const empty = data.bars.every((bar) => bar.entries === 0);
    none.hidden = !empty;
    canvas.classList.toggle('collapsed', empty);
    toggle.hidden = empty;
    size.textContent = empty ? '' : ` per ${data.name}, UTC`;
    if (empty) return;
    canvas.setAttribute('aria-label', `Emissions per ${data.name} by scope; the same figures are in the table`);
    showTable(data, scopes);
    if (!chart) chart = (await import('./chart.js')).stackedBars(canvas, zoom);
    chart.show(data, scopes);
  }

  function showTable(data, scopes) {
    fill(table, h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, `Start of ${data.name}`),
      scopes.map((scope) => h('th', { scope: 'col', class: 'number' }, `${SCOPES[scope].name}, kg CO₂e`)),
      h('th', { scope: 'col', class: 'number' }, 'Entries'))),
    h('tbody', {}, data.bars.filter((bar) => bar.entries > 0).map((bar) => h('tr', {},
      h('th', { scope: 'row' }, data.label(bar.start, true), bar.revised && h('span', { class: 'tag' }, 'revised')),
      bar.millionths.map((sum) => h('td', { class: 'number' }, sum === 0n ? '–' : exact(decimal(sum)))),
      h('td', { class: 'number' }, count(bar.entries)))))));
  }

  /** A click on a bar opens its window as the period. */
  function zoom(bar) {
    go(address({ ...view, period: 'custom', from: iso(bar.start), to: iso(bar.end) }));
  }

  return { element, load, leave: () => chart?.dispose() };
}

function stepOf(span) {
  if (span <= 6 * HOUR) return '5m';
  return span <= 8 * DAY ? '1h' : '24h';
}

function spanOf(series) {
  const starts = series.flat().map((item) => Date.parse(item.start));
  return starts.length ? Math.max(...starts) - Math.min(...starts) + (starts.length > 1 ? DAY : 0) : 0;
}

/** Every window of the period, those without entries too, so that a gap is seen as a gap. */
function bins(series, scopes, step, bounds) {
  const items = series.flat();
  if (!items.length) return { bars: [], name: '', label: () => '' };
  const first = Math.min(...items.map((item) => Date.parse(item.start)));
  const last = Math.max(...items.map((item) => Date.parse(item.end)));
  const from = bounds.from && Date.parse(bounds.to) - Date.parse(bounds.from) <= 31 * DAY ? Date.parse(bounds.from) : first;
  const to = bounds.to && Date.parse(bounds.to) - Date.parse(bounds.from) <= 31 * DAY ? Date.parse(bounds.to) : last;
  const monthly = step === '24h' && (to - from) / DAY > BARS_MAX;
  const starts = monthly ? months(from, to) : regular(from, to, WIDTH[step]);
  const bars = starts.map((start, index) => ({ start, end: starts[index + 1] ?? Math.max(to, start + 1),
    kg: scopes.map(() => 0), millionths: scopes.map(() => 0n), entries: 0, revised: false }));
  series.forEach((one, scope) => one.forEach((item) => {
    const bar = bars[position(starts, Date.parse(item.start))];
    if (!bar) return;
    bar.kg[scope] += Number(item.total_kg_co2e);
    bar.millionths[scope] += millionths(item.total_kg_co2e);
    bar.entries += item.entries;
    bar.revised ||= item.revised;
  }));
  const name = monthly ? 'month' : { '5m': '5 minutes', '1h': 'hour', '24h': 'day' }[step];
  return { bars, name, label: labels(step, monthly, to - from), total: (bar) => massText(sum(bar.kg)) };
}

/** Millionths of a kilogram as a whole number, so that sums in the table keep every digit. */
const millionths = (kg) => BigInt(typeof kg === 'string' && /^-?\d+\.\d{6}$/.test(kg) ? kg.replace('.', '')
  : Math.round(Number(kg) * 1e6));

function decimal(sum) {
  const digits = String(sum < 0n ? -sum : sum).padStart(7, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function regular(from, to, width) {
  const starts = [];
  for (let start = from; start < to && starts.length < 5000; start += width) starts.push(start);
  return starts;
}

function months(from, to) {
  const starts = [];
  const date = new Date(from);
  for (let month = 0; ; month++) {
    const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + month, 1);
    if (start >= to) return starts;
    starts.push(start);
  }
}

function position(starts, time) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

function labels(step, monthly, span) {
  const format = (options) => new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const date = format({ day: 'numeric', month: 'short' });
  const month = format({ month: 'short', year: 'numeric' });
  return (start, full) => {
    if (monthly) return month.format(start);
    if (full) return step === '24h' ? iso(start).slice(0, 10) : iso(start).slice(0, 16).replace('T', ' ');
    if (step === '24h') return date.format(start);
    return span > 1.5 * DAY ? `${date.format(start)} ${time.format(start)}` : time.format(start);
  };
}

const iso = (time) => new Date(time).toISOString().replace('.000', '');
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
