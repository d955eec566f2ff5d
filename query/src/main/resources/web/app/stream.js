import { exactJson, headers, problem } from './api.js';

const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
/** The server sends a heartbeat every 10 s; after three missed ones the connection is dead, whatever TCP says. */
const SILENCE_MS = 32000;

/**
 * Follows /v1/stream until stopped. Server-sent events over fetch, because an EventSource can send no key.
 * handlers: onUpdate(name, update), onState('live' | 'stale', since)
 */
export function follow(handlers) {
  let stopped = false;
  let abort = new AbortController();
  let attempt = 0;
  let silence;

  async function run() {
    while (!stopped) {
      try {
        await connect();
      } catch (failure) {
        if (stopped || failure.status === 401 || failure.status === 403) return;
      }
      if (stopped) return;
      handlers.onState('stale');
      await pause(RETRY_MS[Math.min(attempt++, RETRY_MS.length - 1)]);
    }
  }

  async function connect() {
    abort = new AbortController();
    watchSilence();
    try {
      const response = await fetch('/v1/stream', { headers: { Accept: 'text/event-stream', ...headers() },
        signal: abort.signal });
      if (!response.ok) throw problem(response, await response.text());
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        watchSilence();
        rest = dispatch(rest + value.replaceAll('\r', ''));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  function dispatch(text) {
    const messages = text.split('\n\n');
    for (const message of messages.slice(0, -1)) {
      let name = 'message';
      const data = [];
      for (const line of message.split('\n')) {
        if (line.startsWith('event:')) name = line.slice(6).trim();
        if (line.startsWith('data:')) data.push(line.slice(5));
      }
      if (!data.length) continue;
      const update = exactJson(data.join('\n'));
      attempt = 0;
      handlers.onState(update.live ? 'live' : 'stale');
      handlers.onUpdate(name, update);
    }
    return messages.at(-1);
  }

  function watchSilence() {
    clearTimeout(silence);
    silence = setTimeout(() => abort.abort(), SILENCE_MS);
  }

  run();
  return () => {
    stopped = true;
    abort.abort();
  };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
