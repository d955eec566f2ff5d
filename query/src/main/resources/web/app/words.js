import { svg } from './dom.js';

/** The fifteen categories of the GHG Protocol's Scope 3 Standard. */
const CATEGORIES = [
  'Purchased goods and services', 'Capital goods', 'Fuel- and energy-related activities',
  'Upstream transportation and distribution', 'Waste generated in operations', 'Business travel',
  'Employee commuting', 'Upstream leased assets', 'Downstream transportation and distribution',
  'Processing of sold products', 'Use of sold products', 'End-of-life treatment of sold products',
  'Downstream leased assets', 'Franchises', 'Investments',
];

export const categoryName = (number) => CATEGORIES[number - 1] ?? `Category ${number}`;

export const SCOPES = {
  1: { name: 'Scope 1', note: 'direct' },
  2: { name: 'Scope 2', note: 'purchased energy' },
  3: { name: 'Scope 3', note: 'value chain' },
};

const METHODS = {
  location_based: 'location-based', market_based: 'market-based', supplier_specific: 'supplier-specific',
  average_data: 'average-data', spend_based: 'spend-based', distance_based: 'distance-based',
  fuel_based: 'fuel-based', hybrid: 'hybrid', mixed: 'several methods',
};

export const METHOD_CODES = ['location_based', 'market_based', 'supplier_specific', 'average_data', 'spend_based',
  'distance_based', 'fuel_based', 'hybrid'];

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export const methodName = (code) => METHODS[code] ?? code;

/** Four fixed words, four fixed marks: told apart by shape, not by colour. */
export const QUALITIES = {
  measured: { name: 'Measured', note: 'read from a meter or document' },
  supplier_given: { name: 'Supplier-given', note: 'stated by the supplier' },
  calculated: { name: 'Calculated', note: 'worked out from activity data' },
  imputed: { name: 'Imputed', note: 'estimated until the actual arrives' },
};

export const qualityName = (code) => QUALITIES[code]?.name ?? code;

const MARKS = {
  measured: () => svg('circle', { cx: 6, cy: 6, r: 4.5, class: 'mark-solid' }),
  supplier_given: () => svg('path', { d: 'M6 .8 11.200 6 6 11.200.8 6z', class: 'mark-solid' }),
  calculated: () => [svg('circle', { cx: 6, cy: 6, r: 4, class: 'mark-line' }),
    svg('path', { d: 'M6 2a4 4 0 0 1 0 8z', class: 'mark-solid' })],
  imputed: () => svg('circle', { cx: 6, cy: 6, r: 4, class: 'mark-dashed' }),
};

export function qualityMark(code) {
  return svg('svg', { viewBox: '0 0 12 12', class: 'mark', 'aria-hidden': 'true' }, MARKS[code]?.() ?? []);
}

const regions = new Intl.DisplayNames(undefined, { type: 'region', fallback: 'code' });

export function countryName(code) {
  try {
    return regions.of(code);
  } catch {
    return code;
  }
}

const ACTIVITIES = {
  'electricity.grid': 'Grid electricity', 'electricity.renewable': 'Renewable electricity',
  'heat.district': 'District heat', 'fuel.diesel': 'Diesel', 'fuel.petrol': 'Petrol',
  'fuel.natural_gas': 'Natural gas', 'fuel.lpg': 'LPG', 'fuel.fuel_oil': 'Fuel oil', 'fuel.coal': 'Coal',
  'freight.road.hgv': 'Road freight, lorry', 'freight.road.van': 'Road freight, van', 'freight.rail': 'Rail freight',
  'freight.sea.container': 'Sea freight, container', 'freight.sea.bulk': 'Sea freight, bulk',
  'freight.air.short_haul': 'Air freight, short haul', 'freight.air.long_haul': 'Air freight, long haul',
  'freight.inland_waterway': 'Inland waterway freight', 'waste.landfill': 'Waste to landfill',
  'waste.incineration': 'Waste incinerated', 'waste.recycling': 'Waste recycled', 'travel.rail': 'Rail travel',
  'travel.car': 'Car travel', 'travel.hotel_night': 'Hotel nights', 'water.supply': 'Water supply',
  'water.treatment': 'Water treatment', production: 'Production',
};

const PARTS = {
  activity: 'the activity itself',
  well_to_tank: 'well-to-tank', transmission_and_distribution: 'grid losses',
  well_to_tank_of_losses: 'well-to-tank of losses',
};

export const partName = (code) => PARTS[code] ?? code;

/** What an entry is of: the activity, and which part of it where that is not the activity itself. */
export function entryName(entry) {
  return activityName(entry.activity) + (entry.part && entry.part !== 'activity' ? `, ${partName(entry.part)}` : '');
}

/** The scale has no words of its own that everybody reads alike, so its best end is named. */
export const scoreText = (score) => (score === null || score === undefined ? null : `quality ${score} of 5, 1 is best`);

/** An activity code in words; a code without words of its own is shown as it is. */
export function activityName(code) {
  if (ACTIVITIES[code]) return ACTIVITIES[code];
  if (code.startsWith('spend.naics.')) return `Spend, NAICS ${code.slice(12)}`;
  if (code.startsWith('spend.industry.')) return `Spend, ${code.slice(15).replaceAll('_', ' ')}`;
  if (code.startsWith('product.')) return `Product ${code.slice(8)}`;
  return code;
}
