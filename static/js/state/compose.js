/**
 * A page's state is composed of slices: each brings its rows of the table of fields and its part of the reducer. What undo, a run
 * and the address do with a field is derived from the composed table.
 */

import { spellings } from "./address.js";
import { tableOf } from "./table.js";

/** @typedef {Readonly<Record<string, import("./table.js").Field<any, any>>>} AnyFields */

/**
 * @template State, Action
 * @typedef {(state: State, action: Action) => State} Reduce
 */

/**
 * A part of a reducer as a table.
 *
 * @template State
 * @template {{type: string}} Action
 * @typedef {{readonly [Type in Action["type"]]: (state: State, action: Extract<Action, {type: Type}>) => State}} Cases
 */

/**
 * @typedef {import("./table.js").Table & {answers: ReadonlySet<string>}} Whole what the slices know of each other
 *
 * @typedef {object} Slice
 * @property {AnyFields} [fields] its rows
 * @property {readonly string[]} [answers] those of its actions that no person took: answers of the server, changes of the address
 * @property {(reduce: Reduce<any, any>, whole: Whole) => Reduce<any, any>} wrap makes of the reducer of the slices before it
 *   one for its own actions, too
 */

/** @template Union @typedef {(Union extends any ? (of: Union) => void : never) extends (of: infer All) => void ? All : never} Merged */
/** @template {readonly Slice[]} Slices @typedef {Merged<Extract<Slices[number], {fields: AnyFields}>["fields"]>} Rows */

/**
 * @template {readonly Slice[]} const Slices
 * @param {Slices} slices each wraps those before it
 */
export function compose(slices) {
  const fields = merged(slices);
  const whole = { ...tableOf(fields), answers: new Set(slices.flatMap(({ answers = [] }) => answers)) };
  const reduce = slices.reduce(
    (inner, { wrap }) => wrap(inner, whole),
    /** @type {Reduce<any, any>} */ ((state) => state),
  );
  return { ...whole, ...spellings(fields), fields: /** @type {Rows<Slices>} */ (fields), reduce };
}

/** @param {readonly Slice[]} slices @returns {AnyFields} */
function merged(slices) {
  const rows = slices.flatMap(({ fields = {} }) => Object.entries(fields));
  const fields = Object.fromEntries(rows);
  if (Object.keys(fields).length < rows.length) throw new Error("two slices bring the same field");
  return fields;
}
