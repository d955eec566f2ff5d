import { dayRange, isoDate } from './format.js';

const DAY = 86400000;
export const PRESETS = [
  { id: 'today', name: 'Today' }, { id: '7d', name: '7 days' }, { id: '30d', name: '30 days' },
  { id: 'year', name: 'This year' }, { id: 'all', name: 'All' },
];
export const FILTERS = ['scope', 'category', 'supplier_id', 'facility_id', 'country'];

/** What the address asks for; the address is the only place this is kept. */
export function read() {
  const query = new URLSearchParams(location.search);
  const state = { period: query.get('period') ?? 'all', from: query.get('from'), to: query.get('to'),
    method: query.get('method') ?? '', gwp_set: query.get('gwp_set') ?? '' };
  if (state.from && state.to) state.period = 'custom';
  for (const name of FILTERS) state[name] = query.get(name) ?? '';
  return state;
}

/** The address that shows a state. Values the page would choose itself are left out. */
export function address(state) {
  const query = new URLSearchParams();
  if (state.period === 'custom') {
    query.set('from', state.from);
    query.set('to', state.to);
  } else if (state.period !== 'all') query.set('period', state.period);
  for (const name of ['method', 'gwp_set', ...FILTERS]) if (state[name]) query.set(name, state[name]);
  const text = query.toString();
  return text ? `/?${text}` : '/';
}

/** The half-open range of a period, in whole UTC days or hours so that rollups answer it; null is open. */
export function range(state, now) {
  const midnight = Math.floor(now / DAY) * DAY;
  const until = (days) => ({ from: iso(midnight + DAY - days * DAY), to: iso(midnight + DAY) });
  switch (state.period) {
    case 'today': return until(1);
    case '7d': return until(7);
    case '30d': return until(30);
    case 'year': {
      const year = new Date(now).getUTCFullYear();
      return { from: iso(Date.UTC(year, 0, 1)), to: iso(Date.UTC(year + 1, 0, 1)) };
    }
    case 'custom': return { from: customBound(state.from), to: customBound(state.to) };
    default: return { from: null, to: null };
  }
}

const BEFORE = { today: 'by this time yesterday', '7d': 'in the 7 days before', '30d': 'in the 30 days before',
  year: 'by this day last year' };

/** The same stretch of the period before, up to where the present one has come; null where there is none. */
export function previous(state, now) {
  const { from, to } = range(state, now);
  if (!BEFORE[state.period]) return null;
  // Whole five minutes, which a rollup answers.
  const reached = Math.min(Date.parse(to), Math.floor(now / 300000) * 300000);
  const back = state.period === 'year'
    ? (time) => Date.UTC(new Date(time).getUTCFullYear() - 1, 0, 1) + time - Date.parse(from)
    : (time) => time - (Date.parse(to) - Date.parse(from));
  return { from: iso(back(Date.parse(from))), to: iso(back(reached)), words: BEFORE[state.period] };
}

/** The period in words. */
export function periodText(state, now) {
  const { from, to } = range(state, now);
  if (!from) return 'everything booked';
  if (Date.parse(to) - Date.parse(from) < DAY) {
    return `${isoDate(from)} ${from.slice(11, 16)}–${to.slice(11, 16)} UTC`;
  }
  return dayRange(from, to);
}

/** The parameters every request of the page shares. */
export function parameters(state, now) {
  const shared = { ...range(state, now), method: state.method, gwp_set: state.gwp_set };
  for (const name of FILTERS) shared[name] = state[name];
  return shared;
}

const iso = (time) => new Date(time).toISOString().replace('.000', '');

function customBound(text) {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : iso(time);
}
