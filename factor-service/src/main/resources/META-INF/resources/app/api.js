const KEY = 'carbonflow.key';

/** What an answer that is not 2xx says. */
export class ProblemError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export const storeKey = (key) => sessionStorage.setItem(KEY, key);

/** Reads JSON. A decimal comes as its own text, because a double would lose digits of it. */
export async function get(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters ?? {})) if (value) query.set(name, value);
  const key = sessionStorage.getItem(KEY);
  const headers = { Accept: 'application/json' };
  if (key) headers.Authorization = `Bearer ${key}`;
  let response;
  try {
    response = await fetch(query.size ? `${path}?${query}` : path, { headers });
  } catch {
    throw new ProblemError(0, 'The factor service does not answer. Nothing is lost; load the page again in a moment.');
  }
  const text = await response.text();
  if (!response.ok) throw new ProblemError(response.status, detailOf(text) ?? `Status ${response.status}`);
  return JSON.parse(text, (name, value, context) => typeof value === 'number' && context?.source?.includes('.')
    ? context.source : value);
}

function detailOf(text) {
  try {
    return JSON.parse(text).detail;
  } catch {
    return null;
  }
}
