/**
 * The address of a room's state. It says where phones reach this server: `/join?at=ORIGIN` while the room waits for its class, then
 * `/lab?at=ORIGIN#...`.
 */

const JOIN = "/join";

/** @param {string} origin where phones reach the server */
const query = (origin) => new URLSearchParams({ at: origin });

/** The address of a room's state while people join. @param {string} origin */
export const joiningAddress = (origin) => `${JOIN}?${query(origin)}`;

/** The address of a room's state that shows a place of the Lab. @param {string} place @param {string} origin */
export const shownAddress = (place, origin) => `/lab?${query(origin)}#${place}`;

/** Whether a room waits for its class. @param {string} address of its state */
export const isJoining = (address) => address === "/" || /^\/join(\?|$)/.test(address);

/** Where phones reach the server. @param {string} address of a room's state @param {string} own origin of this page, where the address says nothing */
export function originIn(address, own) {
  const at = new URLSearchParams(/^[^#?]*\?([^#]*)/.exec(address)?.[1] ?? "").get("at") ?? "";
  return /^https?:\/\/[\w.:[\]-]+$/.test(at) ? at : own;
}

/** An address as people read and type it. @param {string} origin */
export const bare = (origin) => origin.replace(/^https?:\/\//, "");
