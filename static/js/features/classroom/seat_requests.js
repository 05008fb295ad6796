/**
 * Requests of a seat to its room.
 *
 * @typedef {{seat: number, token: string, nickname: import("./nickname.js").Nickname|null}} Taken
 * @typedef {{language: string, people: 1|2, nickname: string, token: string}} Wish `nickname`: "invented", "none", or a name of one's own;
 *   `token`: chosen by the page, so that the same wish sent again is the same seat
 * @typedef {string|number|readonly number[]} Value a choice, a number, the opening of a valve, a place in the picture, or a sentence
 * @typedef {{id: string, counted: boolean, why: "late"|"other_version"|null}} Receipt
 * @typedef {{task: string, reached: number, of: number}} Trial how far one is with a task
 * @typedef {Record<string, Record<string, Value>>} Answers by question and round
 */

import { call } from "../../data/http.js";

const ROOT = "/api/v1/rooms";

/** @param {unknown} body @returns {RequestInit} */
const json = (body) => ({ headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** Random hex digits, also where the page has no secure context. @param {number} digits @param {Pick<Crypto, "getRandomValues">} crypto */
export const hexDigits = (digits, crypto) =>
  [...crypto.getRandomValues(new Uint8Array(digits / 2))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {typeof fetch} send @param {string} code @param {Wish} wish @returns {Promise<Taken>} */
export const takeSeat = (send, code, wish) => call(send, `${ROOT}/${code}/seats`, { method: "POST", ...json(wish) });

/** Whether a room takes names of one's own; not, if it does not say. @param {typeof fetch} send @param {string} code @returns {Promise<boolean>} */
export const mayBeNamed = (send, code) =>
  call(send, `${ROOT}/${code}`).then(
    ({ own_names: may }) => may,
    () => false,
  );

/** @param {typeof fetch} send @param {{code: string, token: string}} pass */
export function createSeatRequests(send, { code, token }) {
  const room = `${ROOT}/${code}`;
  const headers = { "X-Seat-Token": token };

  /** @param {string} path @param {unknown} body */
  const put = (path, body) => {
    const { headers: type, ...rest } = json(body);
    return call(send, `${room}${path}`, { method: "PUT", ...rest, headers: { ...type, ...headers } });
  };

  return {
    headers,
    events: `${room}/events`,
    /** @param {string} id of what was asked @param {boolean} agreed whether this seat's picture may be shown */
    mayShow: (id, agreed) => put(`/showing/${id}`, { agreed }),
    /** @returns {Promise<{seat: number, nickname: import("./nickname.js").Nickname|null, people: number, answers: Answers, showing?: import("./documents.js").AskedToShow|null}>} */
    own: () => call(send, `${room}/seats/me`, { headers }),
    /** @param {{id: string, doing: "following"|"roaming"|"help", address?: string, people?: 1|2, language?: string, task?: Trial}} news */
    tell: (news) => put("/seats/me", news),
    /** @param {string} question @param {string} id @param {{version: number, round: number, value: Value}} answer @returns {Promise<Receipt>} */
    answer: (question, id, answer) => put(`/questions/${question}/answers/${id}`, answer),
  };
}
