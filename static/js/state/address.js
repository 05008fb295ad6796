/**
 * The fragment in the address bar and the part of the state that it holds; the table of fields says how each is written. A fragment
 * stays in the browser: what a person types ends up in no log of any server.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 */

import { FIELDS } from "./fields.js";

/**
 * The grammar of a table's addresses.
 *
 * @param {Readonly<Record<string, import("./table.js").Field<any, any>>>} fields
 */
export function spellings(fields) {
  return {
    /** @param {AppState} state @returns {string} without the leading # */
    toAddress(state) {
      const place = new URLSearchParams();
      for (const { address } of Object.values(fields))
        for (const [name, text] of Object.entries(address?.write(state) ?? {}))
          if (text !== null) place.set(name, text);
      return place.toString().replaceAll("%2C", ",").replaceAll("%3B", ";").replaceAll("%3A", ":");
    },

    /** @param {string} address with or without the leading # @returns {Partial<AppState>} what could be understood */
    fromAddress(address) {
      const place = new URLSearchParams(address.replace(/^#/, ""));
      const read = Object.entries(fields).map(([key, field]) => [key, field.address?.read(place)]);
      return Object.fromEntries(read.filter(([, value]) => value !== undefined));
    },
  };
}

/** What figures and tasks write and read: a run and a view of it. */
export const { toAddress, fromAddress } = spellings(FIELDS);
