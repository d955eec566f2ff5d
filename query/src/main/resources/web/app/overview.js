import { get } from './api.js';
import { breakdown } from './breakdown.js';
import { controls } from './controls.js';
import { fill, h } from './dom.js';
import { emptyState } from './empty.js';
import { headline } from './headline.js';
import { latestEntries } from './latest.js';
import { overTime } from './overtime.js';
import { pulse } from './pulse.js';
import { alerts, sources } from './sources.js';
import * as state from './state.js';
import { follow } from './stream.js';
import { categoryName, countryName, methodName, QUALITIES, qualityMark, qualityName, sentence } from './words.js';

/** While entries arrive: the total as often as a person can read it, the rest less often. */
const TOTAL_MS = 1500;
const DETAIL_MS = 6000;
const QUALITY_MS = 10000;
const LISTED = 8;
const SOURCES_LISTED = 50;
const SUPPLIERS_NAMED = 1000;

/** The overview. Returns how to leave it. */
export function overviewPage(main, me) {
  document.title = 'Overview · Carbonflow';
  const view = state.read();
  const abort = new AbortController();
  const clock = { offset: 0, now: () => Date.now() + clock.offset };
  const ask = (path, more) => get(path, { ...state.parameters(view, clock.now()), ...more }, abort.signal);
  const drill = (change) => state.address({ ...view, ...change });

  const supplierNames = new Map();

  const parts = {
    head: headline(view, clock),
    time: overTime(view, clock),
    scope3: breakdown({ title: 'Scope 3 by category', tone: 'scope-3', what: 'Category', mark: () => null,
      empty: 'No scope 3 entry in this selection.', link: (id) => drill({ scope: '3', category: id }),
      name: (id) => [h('span', { class: 'category-number' }, id), categoryName(id)] }),
    quality: breakdown({ title: 'Data quality', what: 'Quality', mark: qualityMark, name: qualityName,
      note: (id) => QUALITIES[id]?.note }),
    methods: breakdown({ title: 'Methods', what: 'Method', name: (code) => sentence(methodName(code)), link: (id) => drill({ method: id }) }),
    suppliers: breakdown({ title: 'Top suppliers', what: 'Supplier', link: (id) => drill({ supplier_id: id }),
      name: (id) => supplierNames.has(id) ? [supplierNames.get(id), ' ', h('span', { class: 'code' }, id)] : id,
      none: 'No supplier named', empty: 'No entry names a supplier.' }),
    countries: breakdown({ title: 'Countries', what: 'Country', link: (id) => drill({ country: id }),
      name: (id) => [h('span', { class: 'code' }, id), countryName(id)], none: 'No country named' }),
    latest: latestEntries(view, clock),
    pulse: pulse(clock),
    sources: sources(clock),
    alerts: alerts(clock),
  };
  const banner = h('div', { class: 'banner', role: 'status', hidden: true });
  const body = h('div', { class: 'grid' }, parts.head.element, parts.pulse.element, parts.time.element,
    parts.scope3.element,
    h('div', { class: 'stack' }, parts.quality.element, parts.methods.element), parts.suppliers.element, parts.countries.element,
    parts.sources.element, parts.alerts.element, parts.latest.element);
  fill(main, controls(view, clock, me), banner, body);

  async function loadTotal() {
    const answer = await ask('/v1/inventory', { group_by: 'scope,category' });
    if (answer.entries === 0 && !(await anythingBooked())) {
      showEmpty();
      return;
    }
    hideEmpty();
    parts.head.show(answer);
    parts.scope3.show(answer.groups.filter((group) => group.category)
      .map((group) => ({ ...group, id: group.category })), sumOf(answer.groups.filter((group) => group.category)));
    parts.quality.show(answer.coverage.map((one) => ({ ...one, id: one.data_quality })), answer.total_kg_co2e);
  }

  async function loadDetail() {
    const [suppliers, countries, methods] = await Promise.all([
      ask('/v1/inventory', { group_by: 'supplier', limit: LISTED + 1 }),
      ask('/v1/inventory', { group_by: 'country', limit: LISTED + 1 }),
      ask('/v1/inventory', { group_by: 'method' }),
      parts.time.load(ask),
      loadSupplierNames(),
    ]);
    const before = state.previous(view, clock.now());
    if (before) parts.head.compare(await ask('/v1/inventory', { from: before.from, to: before.to }), before.words);
    parts.methods.show(named(methods.groups, 'method'), methods.total_kg_co2e);
    parts.suppliers.show(named(suppliers.groups, 'supplier'), suppliers.total_kg_co2e, suppliers.groups_omitted);
    parts.countries.show(named(countries.groups, 'country'), countries.total_kg_co2e, countries.groups_omitted);
  }

  /** Registered names; a supplier beyond the first page is shown by its id. */
  async function loadSupplierNames() {
    const registered = await get('/v1/suppliers', { limit: SUPPLIERS_NAMED }, abort.signal);
    registered.items.filter((one) => one.name).forEach((one) => supplierNames.set(one.id, one.name));
  }

  async function loadLatest() {
    parts.latest.show((await ask('/v1/entries/latest', { limit: 12 })).items);
  }

  async function loadQuality() {
    const [states, troubled, active, open] = await Promise.all([
      get('/v1/source-states', {}, abort.signal),
      get('/v1/sources', { state: 'unknown,offline,silent,expected', limit: SOURCES_LISTED }, abort.signal),
      get('/v1/sources', { state: 'active', limit: SOURCES_LISTED }, abort.signal),
      get('/v1/alerts', { state: 'raised', limit: SOURCES_LISTED }, abort.signal),
    ]);
    parts.sources.show(states, [...troubled.items, ...active.items]);
    parts.alerts.show(open.items, open.next_cursor !== null, states.total + open.items.length > 0);
  }

  const loadTally = async () => parts.pulse.tally(await get('/v1/tally', {}, abort.signal));

  let onlyEmpty;
  async function anythingBooked() {
    return (await get('/v1/inventory', {}, abort.signal)).entries > 0;
  }
  function showEmpty() {
    if (onlyEmpty) return;
    onlyEmpty = emptyState();
    body.hidden = true;
    body.after(onlyEmpty);
  }
  function hideEmpty() {
    if (!onlyEmpty) return;
    onlyEmpty.remove();
    onlyEmpty = undefined;
    body.hidden = false;
    loadDetail().catch(failed);
    loadLatest().catch(failed);
  }

  let failing = false;
  function failed(failure) {
    if (failure.name === 'AbortError') return;
    failing = true;
    fill(banner, h('strong', {}, failure.title ?? 'This page met a fault'), ` ${failure.message} `,
      failure.correlationId && h('span', { class: 'muted' }, `Correlation id ${failure.correlationId} `),
      h('button', { class: 'button', type: 'button', onclick: loadAll }, 'Try again'));
    banner.className = 'banner bad';
    banner.hidden = false;
  }

  async function loadAll() {
    try {
      await Promise.all([loadTotal(), loadDetail(), loadLatest(), loadTally(), loadQuality()]);
      failing = false;
      staleState();
    } catch (failure) {
      failed(failure);
    }
  }

  // One of each kind of request at a time; while it runs, what happens is remembered and asked for after it.
  function paced(load, interval) {
    let due = false;
    let running = false;
    async function turn() {
      if (running || !due || abort.signal.aborted) return;
      due = false;
      running = true;
      try {
        await load();
        if (failing) {
          failing = false;
          staleState();
        }
      } catch (failure) {
        failed(failure);
      }
      setTimeout(() => {
        running = false;
        turn();
      }, interval);
    }
    return () => {
      due = true;
      if (!document.hidden) turn();
    };
  }
  const totalDue = paced(loadTotal, TOTAL_MS);
  const detailDue = paced(loadDetail, DETAIL_MS);
  const tallyDue = paced(loadTally, TOTAL_MS);
  const qualityDue = paced(loadQuality, QUALITY_MS);

  let live = true;
  function staleState() {
    if (failing) return;
    banner.className = 'banner warn';
    banner.hidden = live;
    if (!live) {
      fill(banner, h('strong', {}, 'Live updates stopped.'), ' The figures stand as they were at '
        + `${new Date(clock.now()).toLocaleTimeString()}; this page reconnects by itself.`);
    }
  }
  const stopStream = follow({
    onState: (now) => {
      const wasLive = live;
      live = now === 'live';
      parts.pulse.live(live);
      if (wasLive !== live) staleState();
      if (!wasLive && live) loadAll();
    },
    onUpdate: (name, update) => {
      clock.offset = Date.parse(update.at) - Date.now();
      if (name !== 'booked') return;
      parts.pulse.booked(update);
      parts.latest.add(update.entries);
      totalDue();
      detailDue();
      tallyDue();
    },
  });
  const resume = () => {
    if (!document.hidden) loadAll();
  };
  document.addEventListener('visibilitychange', resume);
  const looking = setInterval(qualityDue, QUALITY_MS); // a source falls silent without anything being booked
  const ticking = setInterval(() => {
    parts.head.tick();
    parts.latest.tick();
    parts.pulse.tick();
  }, 1000);
  loadAll();

  return () => {
    abort.abort();
    stopStream();
    clearInterval(ticking);
    clearInterval(looking);
    document.removeEventListener('visibilitychange', resume);
    parts.time.leave();
  };
}

const named = (groups, word) => groups.map((group) => ({ ...group, id: group[word] })).slice(0, LISTED);

const sumOf = (groups) => groups.reduce((all, one) => all + Number(one.total_kg_co2e), 0);
