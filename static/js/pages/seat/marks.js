/**
 * Places in the picture: the one that this seat tapped, those of the class, and the right one.
 *
 * @typedef {import("./state.js").SeatState} State
 * @typedef {import("./places.js").Point} Point
 */

import { questionOf } from "../../features/classroom/room.state.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf } from "../../view/base/dom.js";
import { layoutFor } from "../../view/stage/layout.js";
import { fromShares, toShares } from "./places.js";
import { mineNow } from "./state.js";

const OWN = 11;
const DOT = 6;

/**
 * @param {HTMLElement} scene
 * @param {{give: (shares: Point) => void}} tools called with a place that was tapped
 */
export function mountMarks(scene, { give }) {
  const { svg } = domOf(scene);
  const marks = svg("g", { class: "marks", "aria-hidden": "true" });
  /** @type {State|null} */
  let now = null;

  scene.addEventListener("click", (event) => {
    const [picture, layouts] = [scene.querySelector("svg"), layoutsOf()];
    const matrix = picture?.getScreenCTM();
    if (!layouts || !matrix || !isAskedFor(now)) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    give(toShares(layouts.drawn, layouts.wide, [x, y]));
  });

  /** The layout that is drawn, and the wide one of the same view. */
  function layoutsOf() {
    if (!now) return null;
    const view = now.view === "row" ? "pipe" : now.view;
    const isTall = scene.querySelector("[data-layout]")?.getAttribute("data-layout") === "tall";
    const wide = layoutFor(blueprintOf(now), view, Number.POSITIVE_INFINITY);
    return { drawn: isTall ? layoutFor(blueprintOf(now), view, 0) : wide, wide };
  }

  return {
    /** @param {State} state */
    update(state) {
      now = state;
      const question = questionOf(state);
      const layouts = layoutsOf();
      scene.toggleAttribute("data-tap", isAskedFor(state));
      if (question?.kind !== "place" || !layouts) return marks.remove();
      /** @param {Point} shares @param {number} r @param {string} name */
      const circle = (shares, r, name) => {
        const [cx, cy] = fromShares(layouts.drawn, layouts.wide, shares);
        return svg("circle", { cx, cy, r, class: name });
      };
      const mine = mineNow(state);
      /** @type {Point[]} */
      const dots = question.counts?.dots ?? [];
      marks.replaceChildren(
        ...dots.map((dot) => circle(dot, DOT, "mark-dot")),
        ...(mine ? [circle(/** @type {any} */ (mine.value), OWN, "mark-own")] : []),
        ...(question.truth ? [circle(question.truth, 1.6 * OWN, "mark-right")] : []),
      );
      scene.querySelector("svg")?.append(marks);
    },
    /** The place of a part, as it goes on the wire. @param {string} part */
    of(part) {
      const layouts = layoutsOf();
      return layouts ? toShares(layouts.wide, layouts.wide, layouts.wide.nodes[part].at) : null;
    },
  };
}

/** Whether a tap in the picture is an answer. @param {State|null} state */
function isAskedFor(state) {
  const question = state && questionOf(state);
  return question?.kind === "place" && question.state === "open";
}
