/**
 * The six phases of one step, in order, with what each computes.
 *
 * `columns` are the trace's fields that a reader needs side by side to check the phase's arithmetic; `gate` is the valve
 * that the phase asks about. A formula is a list of tokens: a plain string is an operator, an object a symbol.
 *
 * @typedef {import("../data/types.js").Field} Field
 * @typedef {import("../data/types.js").GateLetter} GateLetter
 * @typedef {Record<"f"|"i"|"o", "none"|"diagonal"|"full">} Peepholes
 * @typedef {{symbol: string, sub?: string, role: string}} Symbol_
 * @typedef {{id: string, role: string, gate: GateLetter, columns: readonly Field[], formulas: (peepholes: Peepholes) => readonly (readonly (string|Symbol_)[])[]}} Phase
 */

/** @type {Readonly<Record<string, Symbol_>>} */
export const SYMBOLS = Object.freeze({
  x: { symbol: "x", sub: "t", role: "signal" },
  h_prev: { symbol: "h", sub: "t−1", role: "signal" },
  C_prev: { symbol: "C", sub: "t−1", role: "memory" },
  f: { symbol: "f", sub: "t", role: "forget" },
  i: { symbol: "i", sub: "t", role: "write" },
  g: { symbol: "g", sub: "t", role: "candidate" },
  o: { symbol: "o", sub: "t", role: "output" },
  kept: { symbol: "kept", role: "memory" },
  added: { symbol: "added", role: "memory" },
  C: { symbol: "C", sub: "t", role: "memory" },
  tanh_C: { symbol: "tanh C", sub: "t", role: "memory" },
  h: { symbol: "h", sub: "t", role: "memory" },
});

const S = SYMBOLS;
/** @param {string} name @param {string} sub @param {string} role @returns {Symbol_} */
const weight = (name, sub, role) => ({ symbol: name, sub, role });
/** What a peephole adds: an element-wise product where it is diagonal, a matrix product where it is full. */
/** @param {GateLetter} letter @param {string} role @param {string|undefined} kind @param {Symbol_} memory */
const peep = (letter, role, kind, memory) =>
  kind === "diagonal"
    ? ["+", weight("p", letter, role), "⊙", memory]
    : kind === "full"
      ? ["+", weight("P", letter, role), memory]
      : [];
/** @param {GateLetter} letter @param {string} role @param {string} squash @param {(string|Symbol_)[]} peephole */
const gate = (letter, role, squash, peephole) => [
  S[letter],
  "=",
  squash,
  "(",
  weight("W", letter, role),
  S.x,
  "+",
  weight("U", letter, role),
  S.h_prev,
  ...peephole,
  "+",
  weight("b", letter, role),
  ")",
];

/** @type {readonly Phase[]} */
export const PHASES = Object.freeze([
  {
    id: "signals",
    role: "signal",
    gate: "f",
    columns: ["f", "i", "g"],
    formulas: (kinds) => [
      gate("f", "forget", "σ", peep("f", "forget", kinds.f, S.C_prev)),
      gate("i", "write", "σ", peep("i", "write", kinds.i, S.C_prev)),
      gate("g", "candidate", "tanh", []),
    ],
  },
  {
    id: "forget",
    role: "forget",
    gate: "f",
    columns: ["f", "C_prev", "kept"],
    formulas: () => [[S.kept, "=", S.f, "⊙", S.C_prev]],
  },
  {
    id: "write",
    role: "write",
    gate: "i",
    columns: ["i", "g", "added"],
    formulas: () => [[S.added, "=", S.i, "⊙", S.g]],
  },
  {
    id: "merge",
    role: "memory",
    gate: "f",
    columns: ["kept", "added", "C"],
    formulas: () => [[S.C, "=", S.kept, "+", S.added]],
  },
  {
    id: "output_valve",
    role: "output",
    gate: "o",
    columns: ["C", "o"],
    formulas: (kinds) => [gate("o", "output", "σ", peep("o", "output", kinds.o, S.C))],
  },
  {
    id: "output",
    role: "output",
    gate: "o",
    columns: ["o", "tanh_C", "h"],
    formulas: () => [[S.h, "=", S.o, "⊙", "tanh", "(", S.C, ")"]],
  },
]);
