import { announce, h } from './dom.js';

/** The first thing a new user sees: what to do, ready to paste. */
export function emptyState() {
  const at = new Date().toISOString().slice(0, 19) + 'Z';
  const gateway = `${location.protocol}//${location.hostname}:8081`;
  const command = `curl -X POST ${gateway}/v1/activities \\
  -H "Authorization: Bearer $CARBONFLOW_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"id":"evt-0001","kind":"energy","activity":"electricity.grid",
       "quantity":1247.3,"unit":"kWh","occurred_at":"${at}",
       "source_id":"SM-PLANT-DE-042","country":"DE"}'`;
  const copy = h('button', { type: 'button', class: 'button', onclick: async () => {
    await navigator.clipboard.writeText(command);
    copy.textContent = 'Copied';
    announce('Command copied');
    setTimeout(() => {
      copy.textContent = 'Copy';
    }, 2000);
  } }, 'Copy');
  return h('section', { class: 'card empty' },
    h('h2', { class: 'card-title' }, 'Nothing is booked yet'),
    h('p', {}, 'Send your first event. It is calculated, booked and shown here within seconds; this page needs no '
      + 'reload.'),
    h('div', { class: 'code-block' }, h('pre', {}, h('code', {}, command)), copy),
    h('p', { class: 'muted' }, 'The key stands in .carbonflow/api-key of the embedded stack. Meters may use MQTT, ERP '
      + 'and carriers their own webhooks; ./carbonflow demo sends 10,000 events by all of them.'));
}
