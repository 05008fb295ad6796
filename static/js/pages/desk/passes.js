/**
 * The passes of rooms that this browser opened: a key for each code, kept in the browser and in files that a teacher saves.
 *
 * @typedef {{code: string, key: string}} Pass
 */

import { CODE } from "../../features/classroom/documents.js";

const PLACE = "class-rooms";
const KEY = /^[0-9a-f]{32}$/;

/** @param {unknown} value @returns {Pass|null} what is a pass */
export function passIn(value) {
  const { code, key } = /** @type {any} */ (value ?? {});
  return CODE.test(code) && KEY.test(key) ? { code, key } : null;
}

/** @param {import("../../data/outside.js").Store|null} storage @returns {Pass[]} the newest first */
export function keptPasses(storage) {
  try {
    const kept = JSON.parse(storage?.getItem(PLACE) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap((one) => passIn(one) ?? []) : [];
  } catch {
    return [];
  }
}

/** @param {import("../../data/outside.js").Store|null} storage @param {Pass} pass */
export function keepPass(storage, pass) {
  const others = keptPasses(storage).filter(({ code }) => code !== pass.code);
  storage?.setItem(PLACE, JSON.stringify([pass, ...others].slice(0, 20)));
}

/** @param {import("../../data/outside.js").Store|null} storage @param {string} code */
export function dropPass(storage, code) {
  storage?.setItem(PLACE, JSON.stringify(keptPasses(storage).filter((pass) => pass.code !== code)));
}
