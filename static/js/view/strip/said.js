/**
 * What is said of one step, in the page and aloud.
 *
 * @typedef {{role: string, name: string, value: string}} Said
 */

/** @param {import("../base/dom.js").Dom} dom @param {readonly Said[]} said */
export const spansOf = ({ html }, said) =>
  said.map(({ role, name, value }) =>
    html("span", { "data-role": role }, name, ...(value ? [" ", html("b", {}, value)] : [])),
  );

/** For screen readers. @param {string} where @param {readonly Said[]} said */
export const aloud = (where, said) => [where, ...said.map(({ name, value }) => `${name} ${value}`.trim())].join(", ");
