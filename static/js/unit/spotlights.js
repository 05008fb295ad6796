/**
 * The four spotlights on the unit: which parts each lights, by the ids of the plumbing. All else is dimmed.
 *
 * @typedef {"forget"|"write"|"merge"|"output"} SpotlightId
 * @typedef {{id: SpotlightId, role: string, parts: ReadonlySet<string>}} Spotlight
 */

/** @type {readonly Spotlight[]} */
export const SPOTLIGHTS = Object.freeze([
  {
    id: "forget",
    role: "forget",
    parts: new Set(["old", "kept", "tank", "forget", "forget_net", "x_forget", "h_prev_forget", "peep_f", "turn_f"]),
  },
  {
    id: "write",
    role: "write",
    parts: new Set([
      ...["candidate", "added", "write", "write_net", "x_write", "h_prev_write", "peep_i", "turn_i"],
      ...["candidate_net", "x_candidate", "h_prev_candidate"],
    ]),
  },
  {
    id: "merge",
    role: "memory",
    parts: new Set(["kept", "added", "memory", "forget", "write", "joint", "tank"]),
  },
  {
    id: "output",
    role: "output",
    parts: new Set([
      ...["branch", "squeezed", "out", "squeeze", "output", "output_net"],
      ...["x_output", "h_prev_output", "peep_o", "turn_o"],
    ]),
  },
]);
