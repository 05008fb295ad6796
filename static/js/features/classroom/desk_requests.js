/**
 * Requests of a desk to its room. What changes something is repeated until the server says that it has it.
 *
 * @typedef {import("./documents.js").Room} Room
 * @typedef {import("./documents.js").Walk} Walk
 */

import { call } from "../../data/http.js";
import { repeated } from "./repeated.js";

const ROOT = "/api/v1/rooms";
/** A browser finishes what it has begun to send when the page is left, but no more than 64 kB; a character takes up to three bytes. */
const FINISHED = 20_000;

/** @param {typeof fetch} send @param {{language: string, state: string, lesson?: object}} wanted @returns {Promise<{code: string, key: string}>} */
export const openRoom = (send, wanted) => call(send, ROOT, { method: "POST", ...json(wanted) });

/** @param {typeof fetch} send @param {{code: string, key: string, desk: string}} pass */
export function createDeskRequests(send, { code, key, desk }) {
  const room = `${ROOT}/${code}`;
  const headers = { "X-Room-Key": key, "X-Desk": desk };

  /** @param {string} method @param {string} [path] @param {unknown} [body] @returns {Promise<any>} */
  async function change(method, path = "", body = undefined) {
    const sent = body === undefined ? { body: "", headers: {} } : json(body);
    const keepalive = sent.body.length <= FINISHED;
    const options = { method, keepalive, body: sent.body || null, headers: { ...sent.headers, ...headers } };
    return repeated(
      () => call(send, `${room}${path}`, options),
      (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    );
  }

  return {
    headers,
    events: `${room}/desk/events`,
    /** @param {boolean} over another desk only reads from now on */
    claim: (over) => change("POST", "/desk", { desk, take_over: over }),
    /** @param {string} address @param {number} after @returns {Promise<{version: number}>} */
    show: (address, after) => change("PUT", "/state", { address, after }),
    /** @param {Partial<Pick<Room, "pace"|"paused"|"frozen"|"locked"|"black"|"own_names">>} wanted */
    run: (wanted) => change("PATCH", "", wanted),
    recall: () => change("POST", "/recall"),
    /** @param {object} question */
    ask: (question) => change("POST", "/questions", question),
    /** @param {string} id @param {{state: Walk}|{again: true}|{passed: string[]}} step */
    walk: (id, step) => change("PATCH", `/questions/${id}`, step),
    /** @param {string} id */
    drop: (id) => change("DELETE", `/questions/${id}`),
    /** @param {object} lesson */
    keepLesson: (lesson) => change("PUT", "/lesson", lesson),
    /** @param {number} seat */
    removeSeat: (seat) => change("DELETE", `/seats/${seat}`),
    /** Asks a seat whether its picture may be shown. @param {string} id @param {number} seat */
    askToShow: (id, seat) => change("POST", "/showing", { id, seat }),
    forgetShowing: () => change("DELETE", "/showing"),
    close: () => change("DELETE"),
    summary: () => call(send, `${room}/summary`, { headers }),
    /** @param {"csv"|"json"} format */
    export: (format) => send(`${room}/export?format=${format}`, { headers }),
  };
}

/** @param {unknown} body */
const json = (body) => ({ headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
