/**
 * The user's own mask: one number per step, to compare with the valves.
 *
 * @typedef {import("../../../view/base/dom.js").Dom} Dom
 */

import { set, setText } from "../../../view/base/dom.js";
import { parseMask } from "./ranking.state.js";

/**
 * @param {Dom} dom
 * @param {import("../../../data/messages.js").Messages} messages
 * @param {(mask: number[]) => void} compare
 */
export function mountMask({ html }, { t }, compare) {
  let steps = 0;
  const text = html("textarea", {
    id: "search-mask",
    rows: 2,
    spellcheck: "false",
    autocomplete: "off",
    placeholder: "0 0 1 1 0 0",
    "aria-describedby": "search-fault",
    oninput: read,
  });
  const fault = html("p", { class: "models-fault", id: "search-fault", role: "status" });
  const label = html("label", { for: "search-mask" }, t("models.search.mask_label"));

  function read() {
    const parsed = text.value.trim() ? parseMask(text.value, steps) : null;
    const isWrong = parsed !== null && "fault" in parsed;
    setText(fault, isWrong ? t(`models.search.fault.${parsed.fault}`, parsed.values) : "");
    set(text, { "aria-invalid": isWrong && "true" });
    if (parsed && "mask" in parsed) compare(parsed.mask);
  }

  return {
    element: html("div", { class: "search-mask", hidden: true }, label, text, fault),
    /** @param {number} count of steps */
    update(count) {
      steps = count;
    },
  };
}
