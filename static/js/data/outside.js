/**
 * What a page reaches outside itself: the server, and what the browser stores. A page makes it once and hands it on.
 *
 * @typedef {Pick<Storage, "getItem"|"setItem"|"removeItem">} Store
 * @typedef {object} Outside
 * @property {typeof fetch} fetch
 * @property {() => XMLHttpRequest} request makes a request whose progress can be watched
 * @property {Store|null} storage null: the browser stores nothing for this page
 */

/** @param {Pick<Window & typeof globalThis, "fetch"|"XMLHttpRequest"|"localStorage">} window @returns {Outside} */
export const outsideOf = (window) => ({
  fetch: (...args) => window.fetch(...args),
  request: () => new window.XMLHttpRequest(),
  storage: storageOf(window),
});

/** Some browsers forbid even reading the property. @param {Pick<Window, "localStorage">} window */
function storageOf(window) {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
