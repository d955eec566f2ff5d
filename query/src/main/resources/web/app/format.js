/** A tonne has a thousand kilograms; below that we stay with kilograms. */
const TONNE = 1000;
const cache = new Map();

function numberFormat(options) {
  const key = JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.NumberFormat(undefined, options));
  return cache.get(key);
}

/** An amount in the unit it is read best in: { value: "1.25", unit: "t", full: "1,247.300000 kg CO₂e" }. */
export function mass(kg, digits = 3) {
  const number = Number(kg);
  const tonnes = Math.abs(number) >= TONNE;
  return {
    value: significant(tonnes ? number / TONNE : number, digits),
    unit: tonnes ? 't' : 'kg',
    full: `${exact(kg)} kg CO₂e`,
  };
}

export const massText = (kg, digits) => {
  const { value, unit } = mass(kg, digits);
  return `${value} ${unit}`;
};

/** Two ends in one unit: "1.12 – 1.40 t"; null where they are the same. */
export function rangeText(low, high, digits = 3) {
  if (low === null || low === undefined || Number(low) === Number(high)) return null;
  const tonnes = Math.abs(Number(high)) >= TONNE;
  const [from, to] = [low, high].map((kg) => significant(tonnes ? Number(kg) / TONNE : Number(kg), digits));
  return `${from} – ${to} ${tonnes ? 't' : 'kg'}`;
}

function significant(number, digits) {
  if (number === 0) return '0';
  const whole = Math.floor(Math.log10(Math.abs(number))) + 1;
  return numberFormat({ minimumFractionDigits: Math.max(0, Math.min(6, digits - whole)),
    maximumFractionDigits: Math.max(0, Math.min(6, digits - whole)),
    ...(whole > digits ? { maximumSignificantDigits: digits } : {}) }).format(number);
}

/** Every digit, with the locale's separators. Takes the decimal's own text, which a double could not hold. */
export function exact(decimal) {
  const [whole, fraction] = String(decimal).split('.');
  const negative = whole.startsWith('-');
  const grouped = numberFormat({}).format(BigInt(whole));
  const sign = negative && !grouped.startsWith('-') ? '-' : '';
  return sign + grouped + (fraction ? decimalSeparator() + fraction : '');
}

function decimalSeparator() {
  return numberFormat({}).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
}

export const count = (number) => numberFormat({}).format(number);

export const percent = (share) => {
  if (share === null || share === undefined) return '–';
  const number = Number(share);
  if (number > 0 && number < 0.001) return '< 0.1 %';
  return `${numberFormat({ maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(number * 100)} %`;
};

export const rate = (number) => numberFormat({ maximumFractionDigits: number < 10 ? 1 : 0 }).format(number);

/** How long ago, in one unit. */
export function age(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 1) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${count(Math.floor(seconds / 86400))} d ago`;
}

export function duration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60000) return `${rate(milliseconds / 1000)} s`;
  return `${rate(milliseconds / 60000)} min`;
}

/** ISO date, UTC. */
export const isoDate = (time) => new Date(time).toISOString().slice(0, 10);

/** ISO date and time of day to the second, UTC. */
export const isoTime = (time) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

export const clockTime = (time) => new Date(time).toISOString().slice(11, 19);

const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric',
  timeZone: 'UTC' });

export const day = (time) => dayFormat.format(new Date(time));

/** Two instants as the days between them; `to` is exclusive. */
export function dayRange(from, to) {
  return dayFormat.formatRange(new Date(from), new Date(Date.parse(to) - 1));
}
