/**
 * Server-sent events read by fetch, so that a request can carry headers; a stream that ends or falls silent is opened again.
 *
 * @typedef {{name: string, data: any}} Told
 * @typedef {{close: () => void}} Stream
 */

import { ApiError } from "./http.js";

/** How long to wait before the next attempt, in ms, unless the server says otherwise. */
const RETRY = 2000;
/** A stream that says nothing for so long is dead: the server's heartbeat comes every 15 s. */
const SILENCE = 40_000;

/**
 * The events in a text, and what is left of it: an event that has not come whole yet.
 *
 * @param {string} text
 * @returns {{events: Told[], retry: number|null, rest: string}}
 */
export function parseEvents(text) {
  const blocks = text.replace(/\r\n?/g, "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  /** @type {Told[]} */
  const events = [];
  let retry = null;
  for (const block of blocks) {
    const fields = { event: "message", data: "" };
    for (const line of block.split("\n")) {
      const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (name === "event") fields.event = value;
      else if (name === "data") fields.data += value;
      else if (name === "retry") retry = Number(value);
    }
    if (fields.data) events.push({ name: fields.event, data: JSON.parse(fields.data) });
  }
  return { events, retry, rest };
}

/**
 * @param {typeof fetch} send
 * @param {string} address
 * @param {Record<string, string>} headers
 * @param {{hear: (told: Told) => void, refused: (problem: import("./types.js").Problem) => void, lost?: () => void}} to
 *   `refused`: the server will not tell, and is not asked again; `lost`: the connection is gone, and is tried again
 * @returns {Stream}
 */
export function listenTo(send, address, headers, { hear, refused, lost }) {
  let isOver = false;
  let wait = RETRY;
  /** @type {AbortController} */
  let attempt = new AbortController();

  async function listen() {
    while (!isOver) {
      attempt = new AbortController();
      const problem = await once(attempt).catch(() => null);
      if (isOver) return;
      if (problem && problem.status >= 400 && problem.status < 500 && problem.status !== 429) {
        isOver = true;
        return refused(problem);
      }
      lost?.();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** Reads until the stream ends. @param {AbortController} own @returns {Promise<import("./types.js").Problem|null>} why the server refuses */
  async function once(own) {
    let alarm = setTimeout(() => own.abort(), SILENCE);
    try {
      const response = await send(address, { headers, signal: own.signal, cache: "no-store" });
      if (!response.ok || !response.body)
        return ApiError.of(response.status, response.statusText, await response.json().catch(() => null)).problem;
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let text = "";
      while (true) {
        const { done, value } = await reader.read();
        if (done) return null;
        clearTimeout(alarm);
        alarm = setTimeout(() => own.abort(), SILENCE);
        const { events, retry, rest } = parseEvents(text + decoder.decode(value, { stream: true }));
        text = rest;
        wait = retry ?? wait;
        for (const told of events) if (!isOver) hear(told);
      }
    } finally {
      clearTimeout(alarm);
    }
  }

  listen();
  return {
    close() {
      isOver = true;
      attempt.abort();
    },
  };
}
