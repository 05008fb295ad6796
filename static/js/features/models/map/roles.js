/** The role whose colour each measure has. @type {Record<import("./ranking.state.js").Measure, string>} */
export const ROLES = {
  change: "memory",
  hold: "forget",
  forget: "forget",
  open: "write",
  output: "output",
  reset: "reset",
  age: "memory",
};
