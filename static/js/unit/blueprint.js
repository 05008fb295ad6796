/**
 * Units as data, derived from blueprints on the server. A page contains the JSON of the units that it can show; nothing about a
 * unit is written down again here.
 *
 * @typedef {{symbol: string, sub?: string, role: string}} Symbol_
 * @typedef {{peephole: string, none: Token[], diagonal: Token[], full: Token[]}} PeepholeTokens
 * @typedef {string|Symbol_} Token a plain string is an operator
 * @typedef {"none"|"diagonal"|"full"} Peephole
 *
 * @typedef {"source"|"sink"|"valve"|"sum"|"squeeze"|"copy"|"net"|"inner"} NodeKind
 * @typedef {{id: string, kind: NodeKind, role: string, phase: number, field?: string, gate?: string, letter?: string, linked?: boolean}} PlumbingNode
 *   `phase`: the index of the phase in which it gets its value; `gate`: its name on the wire, if it can be pinned; `linked`: it is
 *   turned by the wheel of another valve, that of its `letter`
 * @typedef {{field: string, before: boolean, shown: boolean}} PipeGradient `before`: of the state before the step
 * @typedef {{id: string, kind: "pipe", from: string, to: string, field: string, phase: number, apart?: boolean, gradient: PipeGradient}} PipeEdge
 *   `apart`: its water is of another size than the memory's
 * @typedef {{id: string, kind: "signal", from: string, to: string, carries: string, role: string, phase: number, delayed?: boolean,
 *   peephole?: string}} SignalEdge
 *
 * @typedef {{letter: string, squash: string, sign: string, role: string, valve: boolean, gate: string|null, range: [number|null, number|null],
 *   phase: number, peephole: string|null,
 *   inner: {field: string, of: string, by: string, bias: string}|null, weights: Record<string, string[]>, terms: string[]}} Net
 * @typedef {{field: string, does: string, of: string[], phase: number, role: string|null}} Op
 * @typedef {{name: string, kind: string, axes: string[], role?: string|null}} Field
 * @typedef {{id: string, role: string, gate: string, columns: string[], formulas: (Token|PeepholeTokens)[][]}} Phase
 *   `columns`: the fields that, side by side, let a reader check the arithmetic; `gate`: the net that the phase is about
 * @typedef {{id: string, role: string, parts: string[]}} Spotlight
 * @typedef {{id: string, role: string, parts: string[], phases: string[]}} Assembly
 * @typedef {{kind: string, field: string, gate: string|null}} HeatRow
 * @typedef {{field: string, role: string, range: [number, number]|null, axis: [number, number]|null}} ChartRow
 *
 * @typedef {object} BlueprintJson as the server writes it
 * @property {string} name
 * @property {string} unit the unit with which it shares its words
 * @property {string[]} carried
 * @property {string} lane the field of the memory
 * @property {{opening: string, added: string}|null} keeping memory = opening * old memory + added; null: made anew in each step
 * @property {Net[]} nets
 * @property {Op[]} ops
 * @property {Record<string, string>} gates the letter of each gate, by its name on the wire
 * @property {Field[]} fields
 * @property {PlumbingNode[]} nodes
 * @property {PipeEdge[]} pipes
 * @property {SignalEdge[]} wires
 * @property {Phase[]} phases
 * @property {Record<string, Symbol_>} symbols
 * @property {Spotlight[]} spotlights
 * @property {Assembly[]} assemblies what a unit is built up from, the bare pipe first
 * @property {HeatRow[]} heat
 * @property {ChartRow[]} charts
 * @property {string[]} terms
 * @property {Record<string, Record<string, any>|null>} layouts by view and width; null: there is one, which the page did not bring
 *
 * @typedef {BlueprintJson & {valves: readonly PlumbingNode[], memory: {now: string, before: string, start: string}}} Blueprint
 *   `valves` in the order in which water and Tab key meet them; `memory`: the trace's fields of the memory after a step, before it, and at the start
 */

export const FIRST_BLUEPRINT = "lstm";

const STOPS = /** @type {const} */ (["pipe", "symbols", "cell"]);

/** @type {Map<string, Readonly<Blueprint>>} */
const known = new Map();

/** @param {readonly BlueprintJson[]} units */
export function learnBlueprints(units) {
  for (const unit of units) {
    const valves = unit.nodes.filter(({ kind }) => kind === "valve");
    const { lane } = unit;
    const memory = { now: lane, before: `${lane}_prev`, start: `${lane}0` };
    known.set(unit.name, Object.freeze({ ...unit, valves, memory }));
  }
}

/** Learns layouts that the page did not bring. @param {string} name @param {BlueprintJson["layouts"]} layouts */
export const learnLayouts = (name, layouts) => Object.assign(blueprintNamed(name).layouts, layouts);

/** @param {Document} document */
export const readBlueprints = (document) =>
  learnBlueprints(JSON.parse(document.getElementById("blueprints")?.textContent ?? "[]"));

/** @param {string} name */
export const isKnown = (name) => known.has(name);

/** @param {string} name */
export function blueprintNamed(name) {
  const found = known.get(name);
  if (!found) throw new Error(`the page does not know the unit ${name}`);
  return found;
}

/** All units on the page, the LSTM first. */
export const knownBlueprints = () => [...known.values()];

/** @param {{blueprint: string}} state */
export const blueprintOf = ({ blueprint }) => blueprintNamed(blueprint);

/** All fields of a run, to be asked of the server. @param {string} name */
export const traceFields = (name) => [...blueprintNamed(name).fields.map((field) => field.name), "terms"];

/** The fields that a picture needs, without the terms of a valve's setting. @param {string} name */
export const shownFields = (name) =>
  blueprintNamed(name).fields.flatMap((field) => (field.kind === "preactivation" ? [] : [field.name]));

/** @param {Blueprint} blueprint @param {string} letter */
export const netOf = ({ nets }, letter) => /** @type {Net} */ (nets.find((net) => net.letter === letter));

/** @param {Blueprint} blueprint @param {string} gate as the wire calls it */
export const valveOf = ({ valves }, gate) => /** @type {PlumbingNode} */ (valves.find((node) => node.gate === gate));

/** The views between which every part of a unit travels. @param {Blueprint} blueprint */
export const stopsOf = ({ layouts }) => STOPS.filter((view) => view in layouts);

/** The node of a net's valve, or undefined if it turns none. @param {Blueprint} blueprint @param {string} letter */
export const turnedBy = ({ valves }, letter) => valves.find((node) => node.letter === letter && !node.linked);

/**
 * The formulas of a phase, with the peepholes that a network has.
 *
 * @param {Phase} phase
 * @param {Readonly<Record<string, Peephole>>} peepholes
 * @returns {Token[][]}
 */
export const formulasOf = ({ formulas }, peepholes) =>
  formulas.map((tokens) =>
    tokens.flatMap((token) =>
      typeof token === "object" && "peephole" in token ? token[peepholes[token.peephole] ?? "none"] : [token],
    ),
  );
