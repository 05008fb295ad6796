/**
 * A teacher's studio: a link may name the parts of the Lab that are there, as in `?only=steps,timeline`; the others are left out. The
 * picture always stands.
 */

/** What each part consists of, by the ids of its places. */
export const STUDIO = Object.freeze({
  model: ["chooser"],
  views: ["views", "shape-switch", "spotlights"],
  history: ["history"],
  strip: ["strip"],
  steps: ["transport"],
  looks: ["backward", "pour", "gradient", "dye"],
  timeline: ["timeline"],
  numbers: ["readout", "why"],
  predict: ["predict"],
  tasks: ["tasks"],
  valves: ["pins", "hands"],
  input: ["input"],
  weights: ["weights"],
  share: ["share"],
  models: ["models", "units", "about"],
  sources: ["sources"],
  charts: ["charts"],
});

/** @typedef {keyof typeof STUDIO} StudioPart */

export const STUDIO_PARTS = /** @type {readonly StudioPart[]} */ (Object.keys(STUDIO));

/** The parts that an address names, null if it names none: then all are there. @param {string} search @returns {readonly StudioPart[]|null} */
export function partsIn(search) {
  const only = new URLSearchParams(search).get("only");
  return only === null ? null : STUDIO_PARTS.filter((part) => only.split(",").includes(part));
}

/** @param {readonly StudioPart[]} parts @returns {string} with the leading ?, empty for all of them */
export const queryOf = (parts) => (parts.length === STUDIO_PARTS.length ? "" : `?only=${parts.join(",")}`);

/** The places that are left out. @param {readonly StudioPart[]|null} parts @returns {string[]} */
export const leftOut = (parts) =>
  parts ? STUDIO_PARTS.filter((part) => !parts.includes(part)).flatMap((part) => STUDIO[part]) : [];
