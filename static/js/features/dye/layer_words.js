/** What layers of memory are called: by their step and its label, with their value, by a number. */

import { START } from "../../data/dye.js";
import { stepLabel } from "../../state/question.js";
import { plain } from "../../view/base/numbers.js";

/**
 * @typedef {import("./layers.js").Layer} Layer
 *
 * @param {import("../../data/messages.js").Messages} messages
 * @param {() => import("./dye.state.js").State|null} stateOf
 */
export function layerWords({ t, language }, stateOf) {
  /** @param {Layer} layer */
  function title({ sources }) {
    const [source] = sources;
    if (sources.length > 1) return t("dye.layer.joined", { count: sources.length });
    if (source === START) return t("dye.layer.start");
    const state = stateOf();
    const label = state ? stepLabel(state, language, source) : "";
    return label ? t("dye.layer.named", { step: source + 1, name: label }) : t("dye.layer", { step: source + 1 });
  }

  /** @param {Layer} layer */
  function name(layer) {
    const last = layer.values[layer.values.length - 1];
    return t("dye.layer.value", { layer: title(layer), value: plain(last, 3) });
  }

  /** @param {Layer} layer */
  function number({ sources }) {
    if (sources.length > 1) return "…";
    return sources[0] === START ? t("dye.layer.begin") : String(sources[0] + 1);
  }

  return { title, name, number };
}
