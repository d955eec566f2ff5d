const KEY = 'carbonflow.key';

/** What an answer that is not 2xx says. */
export class ProblemError extends Error {
  constructor(status, title, detail, correlationId) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.correlationId = correlationId;
  }
}

export const storedKey = () => sessionStorage.getItem(KEY);
export const storeKey = (key) => sessionStorage.setItem(KEY, key);
export const forgetKey = () => sessionStorage.removeItem(KEY);

export function headers() {
  const key = storedKey();
  return key ? { Authorization: `Bearer ${key}` } : {};
}

/** Reads JSON. A decimal comes as its own text, because a double would lose digits of it. */
export async function get(path, parameters, signal) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  const address = query.size ? `${path}?${query}` : path;
  let response;
  try {
    response = await fetch(address, { headers: { Accept: 'application/json', ...headers() }, signal });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new ProblemError(0, 'No connection', 'The server does not answer. What was booked is kept; this page '
      + 'tries again by itself.');
  }
  const text = await response.text();
  if (!response.ok) throw problem(response, text);
  return exactJson(text);
}

export function problem(response, text) {
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    // Not every proxy answers problem+json.
  }
  return new ProblemError(response.status, body.title ?? `Status ${response.status}`, body.detail,
    response.headers.get('X-Correlation-Id'));
}

export function exactJson(text) {
  return JSON.parse(text, (key, value, context) => typeof value === 'number' && context?.source?.includes('.')
    ? context.source : value);
}
