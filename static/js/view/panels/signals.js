/** The input of a step, number by number under its name, as far as there is room. */

import { domOf, set, setText } from "../base/dom.js";
import { withSign } from "../base/numbers.js";
import { onChange } from "../base/panel.js";

/** @typedef {import("../../data/types.js").Preset} Preset */

const MOST = 8;

/** @param {HTMLElement} place @param {import("../../data/messages.js").Messages} messages */
export function mountSignals(place, { t, pick }) {
  const { html } = domOf(place);
  const list = html("dl", { class: "signals" });
  place.append(list);
  /** @type {HTMLElement[]} */
  let values = [];
  const build = onChange((/** @type {Preset} */ { input, upload }, /** @type {number} */ width) => {
    const isHigher = upload !== undefined && upload.layer > 0;
    const seen = isHigher ? 0 : Math.min(width, MOST);
    values = input.names.slice(0, seen).map(() => html("dd"));
    const rest = isHigher
      ? [t("lab.models.reads_layer", { layer: upload.layer })]
      : width > seen
        ? [t("lab.readout.more_inputs", { count: width - seen })]
        : [];
    list.replaceChildren(
      ...values.flatMap((value, column) => [html("dt", {}, pick(input.names[column])), value]),
      ...rest.map((text) => html("dt", {}, text)),
    );
  });
  return (/** @type {Preset|null} */ preset, /** @type {readonly number[]} */ x) => {
    set(list, { hidden: !preset });
    if (!preset) return;
    build(preset, x.length);
    for (const [column, value] of values.entries()) setText(value, withSign(x[column]));
  };
}
