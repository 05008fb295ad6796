/** What is told of the dyed step, with the button that takes the dye out. Beside it, the cards. */

import { domOf } from "../../view/base/dom.js";
import { mountDyed } from "../../view/panels/dyed.js";

export { mountEmptied } from "./emptied.js";
export { mountSources } from "./sources.js";

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").OutsideTools<import("./dye.state.js").DyeAction|import("../../state/reducer.js").Action>
 *   & {requestOf: import("../../data/dye.js").RequestOf}} tools
 * @returns {import("../../view/base/panel.js").Update<import("./dye.state.js").State>}
 */
export function mount(place, tools) {
  const { dispatch, messages } = tools;
  const update = mountDyed(place, tools);
  const onclick = () => dispatch({ type: "dye", step: null });
  place.append(domOf(place).html("button", { type: "button", class: "plain", onclick }, messages.t("lab.dye.out")));
  return update;
}
