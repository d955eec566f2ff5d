import { fill, h, setText, svg } from './dom.js';
import { count, duration, rate } from './format.js';

const SECONDS = 60;
/** The rate is taken over this many seconds, so that it is calm. */
const RATE_SECONDS = 10;

/** How much arrives, how fast it is booked, and what became of everything received. */
export function pulse(clock) {
  const perSecond = new Array(SECONDS).fill(0);
  let delays = [];
  let live = false;
  const state = h('span', { class: 'live-state' });
  const rateText = h('dd');
  const delayText = h('dd');
  const bars = perSecond.map((_, index) => svg('rect', { x: index * 4, width: 3, y: 31, height: 1, rx: 1 }));
  const spark = svg('svg', { viewBox: `0 0 ${SECONDS * 4} 32`, class: 'spark', preserveAspectRatio: 'none',
    role: 'img', 'aria-label': 'Entries booked in each of the last 60 seconds' }, bars);
  const tallyTable = h('table', { class: 'tally' });
  const element = h('section', { class: 'card', 'aria-labelledby': 'pulse-title' },
    h('h2', { class: 'card-title', id: 'pulse-title' }, 'Pulse', state),
    h('dl', { class: 'pair' },
      h('div', {}, h('dt', {}, 'Entries per second'), rateText),
      h('div', {}, h('dt', {}, 'Received to booked'), delayText)),
    spark, tallyTable);

  function booked(update) {
    perSecond[SECONDS - 1] += update.booked;
    delays.push(...update.entries.map((one) => Date.parse(one.booked_at) - Date.parse(one.received_at)));
    delays = delays.slice(-100);
    draw();
  }

  function tick() {
    draw();
    perSecond.shift();
    perSecond.push(0);
  }

  function draw() {
    const recent = perSecond.slice(-RATE_SECONDS).reduce((all, one) => all + one, 0) / RATE_SECONDS;
    setText(rateText, rate(recent));
    const sorted = [...delays].sort((one, other) => one - other);
    setText(delayText, sorted.length ? duration(sorted[Math.floor(sorted.length / 2)]) : '–');
    delayText.title = sorted.length ? `median of the last ${sorted.length} entries` : 'no entry since this page opened';
    const highest = Math.max(4, ...perSecond);
    bars.forEach((bar, index) => {
      const height = Math.max(1, perSecond[index] / highest * 30);
      bar.setAttribute('height', height);
      bar.setAttribute('y', 32 - height);
      bar.classList.toggle('idle', perSecond[index] === 0);
    });
  }

  function tally(counts) {
    const line = (name, number, note) => h('tr', {}, h('th', { scope: 'row' }, name,
      note && h('span', { class: 'muted note' }, ` ${note}`)), h('td', { class: 'number' }, count(number)));
    fill(tallyTable, h('caption', { class: 'hidden-visually' }, 'What became of every event received'),
      h('tbody', {}, line('Received', counts.received), line('Booked', counts.booked),
        line('Duplicates', counts.duplicates, 'counted once'), line('Rejected', counts.rejected, 'kept with reasons'),
        counts.in_review > 0 && line('In review', counts.in_review, 'waits for someone or something'),
        counts.context > 0 && line('Context', counts.context, 'no activity in it'),
        line('Under way', counts.under_way, counts.under_way === 0 ? 'nothing is missing' : null)));
  }

  return { element, booked, tick, tally,
    live: (now) => {
      live = now;
      setText(state, live ? 'Live' : 'Reconnecting');
      state.className = `live-state ${live ? 'on' : 'off'}`;
    } };
}
