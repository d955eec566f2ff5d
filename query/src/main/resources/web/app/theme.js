const KEY = 'carbonflow.theme';
const ORDER = ['system', 'light', 'dark'];
const listeners = new Set();

export const theme = () => localStorage.getItem(KEY) ?? 'system';

export function nextTheme() {
  localStorage.setItem(KEY, ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length]);
  applyTheme();
}

/** Calls back when the colours change; returns how to stop. */
export function onThemeChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A colour or size of the present theme. */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function applyTheme() {
  const chosen = theme();
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  listeners.forEach((listener) => listener());
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => listeners.forEach((one) => one()));
applyTheme();
