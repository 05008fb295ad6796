/**
 * What the server tells of a room. Types only, and names of what it may be.
 *
 * @typedef {import("../../data/types.js").Localized} Localized
 * @typedef {"choice"|"number"|"valve"|"place"|"sentence"} Kind
 * @typedef {"draft"|"open"|"closed"|"shown"|"revealed"|"done"} Walk
 * @typedef {{id: string, text: Localized|null}} Choice
 * @typedef {{model?: string, example?: string, step: number, phase?: number, lane?: number, gate?: string, field?: string}} About what is hidden while a question is open
 * @typedef {{bins: {from: number, to: number, people: number}[]}} Bins
 * @typedef {Record<string, any>} Counts people by choice; bins of numbers; dots of places; sentences
 *
 * @typedef {object} Question
 * @property {string} id
 * @property {number} version
 * @property {number} round
 * @property {Kind} kind
 * @property {Walk} state
 * @property {Localized|null} text of a generated question, only for exports
 * @property {(import("../../view/base/riddles.js").Question & {at: number, choices?: readonly string[], blueprint: string, gate?: string})|null} generated `gate`: how far a valve will open is asked
 * @property {Choice[]} choices
 * @property {About|null} about
 * @property {number|null} tolerance
 * @property {number} answered people
 * @property {Counts|null} counts
 * @property {Counts|null} before
 * @property {any} truth
 * @property {Localized|null} sentence
 *
 * @typedef {object} Room
 * @property {string} code
 * @property {number} version
 * @property {{version: number, address: string}} state
 * @property {{mode: "follow"|"within"|"free", first: number|null, last: number|null}} pace
 * @property {boolean} paused
 * @property {boolean} frozen
 * @property {boolean} locked
 * @property {boolean} black
 * @property {boolean} own_names
 * @property {number} recall
 * @property {number} joined people
 * @property {number} present people
 * @property {Question|null} question
 *
 * @typedef {{round: number, counts: Counts, answered: number, answers: number, late: number, other_version: number, right: number|null, median_seconds: number|null}} Round
 * @typedef {Omit<Question, "answered"|"counts"|"before"> & {rounds: Round[], sentences?: {id: string, text: string, passed: boolean}[]}} KeptQuestion
 * @typedef {{seat: number, nickname: {colour?: string|null, animal?: string|null, text?: string|null}|null, language: string, people: number,
 *   doing: "following"|"roaming"|"help"|"away", address: string|null, since: number}} Seat
 *
 * @typedef {{task: string, of: number, reached: {reached: number, people: number}[]}} Task of the Lab, and how far some seats are with it
 * @typedef {{id: string, address: string}} AskedToShow a seat is asked whether what it looks at may be shown to all
 * @typedef {AskedToShow & {seat: number, agreed: boolean|null}} Showing `agreed`: null until it has answered
 *
 * @typedef {object} Desk
 * @property {Room} room
 * @property {boolean} reading_only
 * @property {Seat[]} seats
 * @property {KeptQuestion[]} questions
 * @property {Task[]} tasks
 * @property {Record<string, any>} lesson
 * @property {{address: string, reachable: boolean}[]} addresses
 * @property {boolean} loopback_only
 * @property {number} removed
 * @property {Showing|null} [showing]
 */

/** The part of the Lab's address that says what is shown. @param {string} address */
export const placeIn = (address) => address.slice(address.indexOf("#") + 1 || address.length);

/** What a code consists of. */
export const CODE = /^[BCDFGHJKLMNPQRSTVWXZ]{4}$/;

/** The code at the end of an address's path, or null. @param {string} path */
export function codeIn(path) {
  const code = (path.split("/").at(-1) ?? "").toUpperCase();
  return CODE.test(code) ? code : null;
}
