/** The parts of the Lab that a link brings along: a teacher leaves out what a lesson does not need. */

import { partsIn, queryOf, STUDIO_PARTS } from "../../state/studio.js";

/** @type {Readonly<Record<import("../../state/studio.js").StudioPart, string>>} */
const NAMES = Object.freeze({
  model: "lab.chooser.model",
  views: "lab.view.heading",
  history: "lab.history.heading",
  strip: "lab.strip.heading",
  steps: "lab.transport.heading",
  looks: "lab.share.only.looks",
  timeline: "lab.timeline.heading",
  numbers: "lab.readout.heading",
  predict: "lab.predict.heading",
  tasks: "lab.tasks.heading",
  valves: "lab.pins.heading",
  input: "lab.input.heading",
  weights: "lab.weights.heading",
  share: "lab.share.heading",
  models: "models.heading",
  sources: "lab.sources.heading",
  charts: "lab.charts.heading",
});

/**
 * @param {import("../../view/base/dom.js").Dom} dom
 * @param {import("../../data/messages.js").Messages["t"]} t
 * @param {() => void} changed
 */
export function mountStudio({ document, html }, t, changed) {
  const there = partsIn(document.location.search) ?? STUDIO_PARTS;
  const boxes = STUDIO_PARTS.map((part) => {
    const box = html("input", { type: "checkbox", value: part, onchange: changed });
    box.checked = there.includes(part);
    return box;
  });
  const element = html(
    "details",
    { class: "share-studio" },
    html("summary", {}, t("lab.share.only")),
    html("p", { class: "hint" }, t("lab.share.only.hint")),
    ...boxes.map((box, at) => html("label", {}, box, html("span", {}, t(NAMES[STUDIO_PARTS[at]])))),
  );
  return { element, query: () => queryOf(STUDIO_PARTS.filter((_, at) => boxes[at].checked)) };
}
