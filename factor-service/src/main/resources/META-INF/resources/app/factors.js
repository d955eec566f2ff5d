import { storeKey } from './api.js';
import { h, replace } from './dom.js';
import { editions } from './editions.js';
import { library } from './library.js';
import { licences } from './licences.js';

const VIEWS = { factors: library, editions, licences };
const ORDER = ['system', 'light', 'dark'];
const THEME = 'carbonflow.theme';
const view = document.getElementById('view');
const keyForm = document.getElementById('key-form');

/** The address holds the whole state: the view's name and its parameters after the hash. */
function place() {
  const [name, query] = location.hash.slice(1).split('?');
  return { name: VIEWS[name] ? name : 'factors', parameters: new URLSearchParams(query ?? '') };
}

async function show() {
  const { name, parameters } = place();
  for (const link of document.querySelectorAll('[data-view]')) {
    if (link.dataset.view === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  try {
    await VIEWS[name](view, parameters);
    keyForm.hidden = true;
  } catch (failure) {
    if (failure.status === 401) {
      replace(view);
      keyForm.hidden = false;
      keyForm.elements.key.focus();
    } else {
      replace(view, h('div', { class: 'card error', role: 'alert' }, failure.message));
    }
  }
}

keyForm.addEventListener('submit', async (event) => {
  event.preventDefault();
  storeKey(keyForm.elements.key.value.trim());
  keyForm.elements.key.value = '';
  await show();
});

function applyTheme() {
  const chosen = localStorage.getItem(THEME) ?? 'system';
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  document.getElementById('theme').textContent = `Colours: ${chosen}`;
}

document.getElementById('theme').addEventListener('click', () => {
  const chosen = localStorage.getItem(THEME) ?? 'system';
  localStorage.setItem(THEME, ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length]);
  applyTheme();
});

addEventListener('hashchange', show);
applyTheme();
show();
