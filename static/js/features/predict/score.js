/**
 * How many answers were right, stored in the browser for its user only.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { keepsake } from "../../state/keepsake.js";
import { setText } from "../../view/base/dom.js";

/**
 * @param {Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {import("../../data/outside.js").Store|null} storage
 */
export function mountScore({ html }, { t }, storage) {
  const kept = keepsake("predictions", { right: 0, of: 0 }, storage);
  const points = html("span", {});
  const clear = html("button", { type: "button", class: "plain", onclick: forget }, t("predict.score.clear"));
  const element = html("p", { class: "score" }, points, clear);
  draw();

  function draw() {
    const { right, of } = kept.read();
    setText(points, t("predict.score", { right, of }));
    element.hidden = of === 0;
  }

  function forget() {
    kept.clear();
    draw();
  }

  return {
    element,
    /** @param {boolean} isRight */
    count(isRight) {
      const { right, of } = kept.read();
      kept.write({ right: right + (isRight ? 1 : 0), of: of + 1 });
      draw();
    },
  };
}
