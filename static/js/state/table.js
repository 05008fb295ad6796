/**
 * What a row of the table of fields says, and what follows from all rows.
 *
 * @typedef {"model"|"input"|"touch"} RunPart whether a change means another network, another input, or a manual change to the same run
 */

/**
 * @template State, Value
 * @typedef {object} Field
 * @property {Value} initial
 * @property {boolean} [undo] its changes are made by a person and can be undone
 * @property {RunPart} [run]
 * @property {Spelling<State, Value>} [address] without it, the field is not in the address
 */

/**
 * @template State, Value
 * @typedef {object} Spelling
 * @property {(state: State) => Record<string, string|null>} write parameters of the address; null: left out
 * @property {(place: URLSearchParams) => Value|undefined} read undefined: not in the address
 */

/**
 * One row for each field of `Own`.
 *
 * @template State
 * @template [Own=State]
 * @typedef {Readonly<{[Key in keyof Own]: Field<State, Own[Key]>}>} Fields
 */

/**
 * @typedef {object} Table
 * @property {any} initial the state at the beginning
 * @property {readonly string[]} undone the fields that undo restores
 * @property {(parts?: readonly RunPart[]) => string[]} runFields the fields that determine the run: all, or those of some parts
 */

/** @param {Readonly<Record<string, Field<any, any>>>} fields @returns {Table} */
export function tableOf(fields) {
  const rows = Object.entries(fields);
  /** @param {(field: Field<any, any>) => boolean} fits */
  const keysWhere = (fits) => rows.filter(([, field]) => fits(field)).map(([key]) => key);
  return {
    initial: Object.freeze(Object.fromEntries(rows.map(([key, { initial }]) => [key, initial]))),
    undone: keysWhere(({ undo }) => undo === true),
    runFields: (parts = ["model", "input", "touch"]) =>
      keysWhere(({ run }) => run !== undefined && parts.includes(run)),
  };
}
