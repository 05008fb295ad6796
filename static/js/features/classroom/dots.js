/** Places that a class tapped, as dots in the picture. On the wire a place is a share of the wide drawing's width and height. */

import { domOf } from "../../view/base/dom.js";
import { questionOf } from "./room.state.js";

const DOT = 7;
const RIGHT = 18;

/** @param {HTMLElement} scene @returns {import("../../view/base/panel.js").Update<import("./room.state.js").State>} */
export function mountDots(scene) {
  const { svg } = domOf(scene);
  const group = svg("g", { class: "class-dots", "aria-hidden": "true" });
  return (state) => {
    const question = questionOf(state);
    const picture = scene.querySelector("svg");
    if (question?.kind !== "place" || !picture) return group.remove();
    const { x, y, width, height } = picture.viewBox.baseVal;
    /** @param {readonly [number, number]} share @param {number} r @param {string} name */
    const circle = ([u, v], r, name) => svg("circle", { cx: x + u * width, cy: y + v * height, r, class: name });
    /** @type {[number, number][]} */
    const dots = question.counts?.dots ?? [];
    group.replaceChildren(
      ...dots.map((dot) => circle(dot, DOT, "class-dot")),
      ...(question.truth ? [circle(question.truth, RIGHT, "class-dot right")] : []),
    );
    picture.append(group);
  };
}
