/**
 * The unit as data: what stands where is the business of a layout, what is joined to what is said here, once.
 *
 * A node is a thing on the pipe or beside it; an edge carries one field of the trace from node to node. `phase` is the
 * phase of a step (see phases.js) in which the node or edge gets its value; before that it is empty.
 *
 * @typedef {import("../data/types.js").Field} Field
 * @typedef {import("../data/types.js").GateName} GateName
 * @typedef {import("../data/types.js").GateLetter} GateLetter
 * @typedef {"source"|"sink"|"valve"|"sum"|"squeeze"|"copy"|"net"} NodeKind
 * @typedef {"memory"|"forget"|"write"|"candidate"|"output"} Role
 * @typedef {{id: string, kind: NodeKind, role: Role, phase: number, field?: Field, gate?: GateName, letter?: GateLetter}} PlumbingNode
 * @typedef {{id: string, kind: "pipe", from: string, to: string, field: Field, phase: number}} PipeEdge
 * @typedef {{id: string, kind: "signal", from: string, to: string, carries: "x"|"h_prev"|"C_prev"|"C"|"gate", role: Role, phase: number,
 *   delayed?: boolean, peephole?: "f"|"i"|"o"}} SignalEdge
 */

const SIGNALS = 0;
const FORGET = 1;
const WRITE = 2;
const MERGE = 3;
const OUTPUT_VALVE = 4;
const OUTPUT = 5;

/** @type {readonly PlumbingNode[]} */
export const NODES = Object.freeze([
  { id: "old", kind: "source", role: "memory", phase: SIGNALS, field: "C_prev" },
  { id: "forget", kind: "valve", role: "forget", phase: SIGNALS, field: "f", gate: "forget", letter: "f" },
  { id: "write", kind: "valve", role: "write", phase: SIGNALS, field: "i", gate: "input", letter: "i" },
  { id: "joint", kind: "sum", role: "memory", phase: MERGE },
  { id: "fork", kind: "copy", role: "memory", phase: MERGE },
  { id: "new", kind: "sink", role: "memory", phase: MERGE, field: "C" },
  { id: "squeeze", kind: "squeeze", role: "memory", phase: OUTPUT, field: "tanh_C" },
  { id: "output", kind: "valve", role: "output", phase: OUTPUT_VALVE, field: "o", gate: "output", letter: "o" },
  { id: "out", kind: "sink", role: "memory", phase: OUTPUT, field: "h" },
  { id: "forget_net", kind: "net", role: "forget", phase: SIGNALS, letter: "f" },
  { id: "write_net", kind: "net", role: "write", phase: SIGNALS, letter: "i" },
  { id: "candidate_net", kind: "net", role: "candidate", phase: SIGNALS, letter: "g" },
  { id: "output_net", kind: "net", role: "output", phase: OUTPUT_VALVE, letter: "o" },
]);

/** @type {readonly PipeEdge[]} */
export const PIPES = Object.freeze([
  { id: "old", kind: "pipe", from: "old", to: "forget", field: "C_prev", phase: SIGNALS },
  { id: "kept", kind: "pipe", from: "forget", to: "joint", field: "kept", phase: FORGET },
  { id: "candidate", kind: "pipe", from: "candidate_net", to: "write", field: "g", phase: SIGNALS },
  { id: "added", kind: "pipe", from: "write", to: "joint", field: "added", phase: WRITE },
  { id: "memory", kind: "pipe", from: "joint", to: "new", field: "C", phase: MERGE },
  { id: "branch", kind: "pipe", from: "fork", to: "squeeze", field: "C", phase: MERGE },
  { id: "squeezed", kind: "pipe", from: "squeeze", to: "output", field: "tanh_C", phase: OUTPUT },
  { id: "out", kind: "pipe", from: "output", to: "out", field: "h", phase: OUTPUT },
]);

const NETS = /** @type {const} */ (["forget", "write", "candidate", "output"]);

/** @type {readonly SignalEdge[]} */
export const WIRES = Object.freeze([
  ...NETS.flatMap((role) =>
    /** @type {const} */ (["x", "h_prev"]).map((carries) => ({
      id: `${carries}_${role}`,
      kind: /** @type {const} */ ("signal"),
      from: carries,
      to: `${role}_net`,
      carries,
      role: /** @type {const} */ ("memory"),
      phase: role === "output" ? OUTPUT_VALVE : SIGNALS,
    })),
  ),
  {
    id: "peep_f",
    kind: "signal",
    from: "old",
    to: "forget_net",
    carries: "C_prev",
    role: "memory",
    phase: SIGNALS,
    delayed: true,
    peephole: "f",
  },
  {
    id: "peep_i",
    kind: "signal",
    from: "old",
    to: "write_net",
    carries: "C_prev",
    role: "memory",
    phase: SIGNALS,
    delayed: true,
    peephole: "i",
  },
  {
    id: "peep_o",
    kind: "signal",
    from: "joint",
    to: "output_net",
    carries: "C",
    role: "memory",
    phase: OUTPUT_VALVE,
    peephole: "o",
  },
  { id: "turn_f", kind: "signal", from: "forget_net", to: "forget", carries: "gate", role: "forget", phase: SIGNALS },
  { id: "turn_i", kind: "signal", from: "write_net", to: "write", carries: "gate", role: "write", phase: SIGNALS },
  {
    id: "turn_o",
    kind: "signal",
    from: "output_net",
    to: "output",
    carries: "gate",
    role: "output",
    phase: OUTPUT_VALVE,
  },
]);

/** The three valves in the order in which water and keyboard meet them. */
export const VALVES = Object.freeze(NODES.filter((node) => node.kind === "valve"));
