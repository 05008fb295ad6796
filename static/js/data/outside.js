/**
 * What a page reaches outside itself: the server, and what the browser stores. A page makes it once and hands it on.
 *
 * @typedef {Pick<Storage, "getItem"|"setItem"|"removeItem">} Store
 * @typedef {object} Outside
 * @property {(address: string) => string} at where an address of the server's lies: the page says where the server is mounted
 * @property {typeof fetch} fetch
 * @property {string} lang the language of the page, in which the server is to answer
 * @property {() => XMLHttpRequest} request makes a request whose progress can be watched
 * @property {Store|null} storage null: the browser stores nothing for this page
 */

/** @param {Pick<Window & typeof globalThis, "fetch"|"XMLHttpRequest"|"localStorage"|"document">} window @returns {Outside} */
export function outsideOf(window) {
  const { lang, dataset } = window.document.documentElement;
  const root = dataset.root ?? "";
  /** @param {string} address */
  const at = (address) => (address.startsWith("/") && !address.startsWith(`${root}/`) ? `${root}${address}` : address);
  return {
    at,
    lang,
    fetch: (address, options) =>
      window.fetch(typeof address === "string" ? at(address) : address, {
        ...options,
        headers: { "Accept-Language": lang, ...options?.headers },
      }),
    request: () => new window.XMLHttpRequest(),
    storage: allowed(() => window.localStorage),
  };
}

/** What a browser stores for as long as one of its tabs is open. @param {Pick<Window, "sessionStorage">} window @returns {Store|null} */
export const sessionOf = (window) => allowed(() => window.sessionStorage);

/** Whether an address reaches only the computer itself. @param {string} hostname */
export const isLoopback = (hostname) => /^(localhost$|127\.|\[::1\])/.test(hostname);

/** Some browsers forbid even reading the property. @param {() => Store} read */
function allowed(read) {
  try {
    return read();
  } catch {
    return null;
  }
}
