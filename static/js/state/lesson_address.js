/**
 * The part of a lesson that the address keeps, before the fragment: `?present&hide=formulas,timeline&lock&laser`.
 *
 * @typedef {import("./lesson.js").Lesson} Lesson
 */

import { PARTS } from "./lesson.js";

/** @param {string} search with or without the leading ? @returns {Partial<Lesson>} */
export function fromQuery(search) {
  const query = new URLSearchParams(search);
  const present = query.has("present");
  const hide = (query.get("hide") ?? "").split(",");
  return {
    present,
    hidden: present ? PARTS.filter((part) => hide.includes(part)) : [],
    locked: present && query.has("lock"),
    laser: present && query.has("laser"),
  };
}

/** @param {Lesson} lesson @returns {string} with the leading ?, empty without a class */
export function toQuery({ present, hidden, locked, laser }) {
  if (!present) return "";
  const parts = ["present"];
  if (hidden.length) parts.push(`hide=${hidden.join(",")}`);
  if (locked) parts.push("lock");
  if (laser) parts.push("laser");
  return `?${parts.join("&")}`;
}

/**
 * @param {Pick<Window, "location"|"history">} window
 * @param {{get: () => import("./app_state.js").AppState, subscribe: (listener: () => void) => unknown}} store
 */
export function keepQuery({ location, history }, store) {
  let kept = toQuery(store.get().lesson);
  store.subscribe(() => {
    const query = toQuery(store.get().lesson);
    if (query === kept) return;
    kept = query;
    history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
  });
}
