/**
 * What the browser stores for its user only, under a name. Without storage it lasts as long as the page.
 *
 * @template Value
 * @param {string} name
 * @param {Value} initial
 * @param {import("../data/outside.js").Store|null} storage
 */
export function keepsake(name, initial, storage) {
  /** @type {Value|null} */
  let value = null;
  return {
    /** @returns {Value} */
    read() {
      if (value !== null) return value;
      try {
        value = { ...initial, ...JSON.parse(storage?.getItem(name) ?? "{}") };
      } catch {
        value = initial;
      }
      return /** @type {Value} */ (value);
    },
    /** @param {Value} next */
    write(next) {
      value = next;
      try {
        storage?.setItem(name, JSON.stringify(next));
      } catch {
        // It lasts as long as the page is open.
      }
    },
    clear() {
      value = initial;
      try {
        storage?.removeItem(name);
      } catch {
        // There was nothing to remove.
      }
    },
  };
}
