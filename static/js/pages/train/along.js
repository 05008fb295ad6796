/** Takes the network in sight along: into the Lab, or as a file. */

import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { runInSight, shownOf } from "./looking.state.js";
import { fileOf } from "./requests.js";

/** Every file that can hold any unit, then those of frameworks that know no peepholes. */
const FORMATS = Object.freeze(["safetensors", "onnx", "npz", "json"]);
const PLAIN = Object.freeze(["pytorch", "keras"]);

/** @param {import("./plan.state.js").Plan} plan */
export const formatsOf = ({ unit, peepholes }) =>
  unit === "lstm" && peepholes !== "none" ? FORMATS : [...FORMATS, ...PLAIN];

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools<import("./state.js").TrainAction> & {lab: string}} tools `lab`: the address of the Lab
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").TrainState>}
 */
export function mountAlong(el, { messages: { t }, outside, lab }) {
  const { html } = domOf(el);
  const says = html("h2", {});
  const open = html("a", { class: "button" }, t("train.along.lab"));
  const files = html("p", { class: "train-files" });
  el.append(says, open, files);
  const draw = onChange((/** @type {string} */ id, /** @type {number} */ n, /** @type {string} */ names) => {
    set(open, { href: `${lab}?trained=${id}&at=${n}` });
    const links = names
      .split(" ")
      .map((name) => html("a", { href: outside.at(fileOf(id, n, name)), download: "" }, t(`train.along.${name}`)));
    files.replaceChildren(t("train.along.save"), ...links.flatMap((link) => [" ", link]));
  });

  return (state) => {
    const run = runInSight(state);
    const point = shownOf(state);
    set(el, { hidden: !run || !point });
    if (!run || !point) return;
    setText(says, t("train.along", { step: point.step }));
    draw(run.id, point.n, formatsOf(run.plan).join(" "));
  };
}
