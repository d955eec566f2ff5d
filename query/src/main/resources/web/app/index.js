import './app.css';
import { forgetKey, get, storeKey, storedKey } from './api.js';
import { fill, h, icon } from './dom.js';
import { entryPage } from './entry.js';
import { overviewPage } from './overview.js';
import { nextTheme, theme } from './theme.js';

const main = document.getElementById('main');
let leave = () => {};

/** Shows the page its address names. Links inside the site do not reload it. */
async function show() {
  leave();
  leave = () => {};
  let me;
  try {
    me = await get('/v1/me');
  } catch (failure) {
    if (failure.status === 401 || failure.status === 403) return askForKey(failure);
    return showFailure(failure);
  }
  rail(me);
  const entry = location.pathname.match(/^\/entries\/([^/]+)$/);
  leave = entry ? entryPage(main, decodeURIComponent(entry[1])) : overviewPage(main, me);
}

export function go(path) {
  history.pushState(null, '', path);
  show();
  window.scrollTo(0, 0);
}

function rail(me) {
  const themeButton = h('button', { type: 'button', class: 'rail-link' });
  const labelTheme = () => fill(themeButton,
    icon({ light: 'sun', dark: 'moon', system: 'auto' }[theme()]),
    h('span', {}, { light: 'Light', dark: 'Dark', system: 'System theme' }[theme()]));
  themeButton.addEventListener('click', () => {
    nextTheme();
    labelTheme();
  });
  labelTheme();
  fillRail(
    h('a', { class: 'rail-link', href: '/', 'aria-current': location.pathname === '/' ? 'page' : null },
      icon('overview'), h('span', {}, 'Overview')),
    h('div', { class: 'rail-end' },
      h('a', { class: 'rail-link', href: '/q/swagger-ui/', 'data-external': true }, icon('book'), h('span', {}, 'API')),
      themeButton,
      h('div', { class: 'tenant', title: `Signed in as ${me.role} of ${me.tenant_id}` },
        h('span', { class: 'tenant-name' }, me.tenant_id), h('span', { class: 'muted' }, me.role),
        storedKey() && h('button', { type: 'button', class: 'link', onclick: () => {
          forgetKey();
          show();
        } }, 'Forget key'))));
}

function fillRail(...links) {
  fill(document.getElementById('rail'), h('div', { class: 'rail-inner' },
    h('a', { class: 'brand', href: '/' }, h('img', { src: '/favicon.svg', alt: '', width: 28, height: 28 }),
      h('span', {}, 'Carbonflow')), links));
}

function askForKey(failure) {
  const input = h('input', { id: 'key', type: 'password', autocomplete: 'off', required: true, spellcheck: 'false' });
  const wrong = storedKey() ? h('p', { class: 'bad-text', role: 'alert' },
    failure.status === 403 ? 'This key may send data but not read it. Use a viewer’s key.'
      : 'No one has this key. Check it and try again.') : null;
  forgetKey();
  fillRail();
  fill(main, h('form', { class: 'card gate', onsubmit: (event) => {
    event.preventDefault();
    storeKey(input.value.trim());
    show();
  } },
  h('h1', { class: 'card-title' }, 'Enter your API key'),
  h('p', { class: 'muted' }, 'It stays in this tab and is forgotten when you close it.'),
  wrong,
  h('label', { for: 'key', class: 'hidden-visually' }, 'API key'), input,
  h('button', { class: 'button primary' }, 'Open the ledger')));
  input.focus();
}

function showFailure(failure) {
  fill(main, h('section', { class: 'card gate', role: 'alert' },
    h('h1', { class: 'card-title' }, failure.title),
    h('p', {}, failure.message),
    failure.correlationId && h('p', { class: 'muted' }, `Correlation id ${failure.correlationId}`),
    h('button', { class: 'button primary', type: 'button', onclick: show }, 'Try again')));
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="/"]');
  if (!link || link.dataset.external !== undefined || event.metaKey || event.ctrlKey || event.shiftKey || event.button) {
    return;
  }
  event.preventDefault();
  go(link.getAttribute('href'));
});
window.addEventListener('popstate', show);
show();
