/**
 * The picture of the learning curves: lines, their names where they end, and marks where a run knows its task or broke off.
 *
 * @typedef {import("./runs.state.js").Run} Run
 * @typedef {{run: Run, kind: "own"|"rival"|"kept"|"seed", index: number, points: readonly import("./runs.state.js").Point[]}} Line
 * @typedef {import("./curve.geometry.js").Frame} Frame
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

import { firstBelow, frameOf, pathOf, placeOf, ticksOf } from "./curve.geometry.js";
import { percent, runName } from "./names.js";
import { KNOWS, overshot } from "./runs.state.js";

/** Names closer than this would overlap. */
const LINE = 0.1;
/** A name that begins further right than this hangs to the left of its line's end. */
const LATE = 0.66;

/** @param {Dom} dom @param {Messages} messages @param {readonly Line[]} lines from the back to the front @param {number} steps */
export function curvePicture(dom, messages, lines, steps) {
  const { html, svg } = dom;
  const frame = frameOf([
    { points: [], steps },
    ...lines.map(({ points, run }) => ({ points, steps: run.plan.steps })),
  ]);
  const ticks = ticksOf(frame);
  const mean = placeOf(frame, 0, 1).y;
  const grid = ticks.map((tick) => `M0 ${placeOf(frame, 0, tick).y}H1`).join("");
  return [
    svg(
      "svg",
      { viewBox: "0 0 1 1", preserveAspectRatio: "none" },
      svg("path", { class: "curve-grid", d: grid }),
      svg("path", { class: "curve-mean", d: `M0 ${mean}H1` }),
      ...lines.map(({ points, kind, index }) =>
        svg("path", { d: pathOf(frame, points), "data-kind": kind, "data-index": index }),
      ),
    ),
    ...ticks.map((tick) => put(html("span", { class: "curve-tick" }, percent(tick)), 0, placeOf(frame, 0, tick).y)),
    put(html("span", { class: "curve-mean-name" }, messages.t("train.curve.mean")), 1, mean),
    ...names(dom, messages, lines, frame),
    ...lines.filter(({ kind }) => kind !== "seed").flatMap((line) => marks(dom, line, frame)),
  ];
}

/** The name of each line where it ends; those that would overlap move apart. @param {Dom} dom @param {Messages} messages @param {readonly Line[]} lines @param {Frame} frame */
function names({ html }, messages, lines, frame) {
  const named = lines.filter(({ kind }) => kind !== "seed");
  const ends = named.flatMap(({ run, kind, index, points }) => {
    const last = points.at(-1);
    const name = runName(messages, run.plan);
    const text = kind === "kept" ? messages.t("train.kept.name", { name, seed: run.plan.seed }) : name;
    return last ? [{ kind, index, text, ...placeOf(frame, last.step, last.unexplained) }] : [];
  });
  let free = 0;
  return ends
    .sort((one, other) => one.y - other.y)
    .map(({ kind, index, text, x, y }) => {
      const at = Math.max(y, free);
      free = at + LINE;
      const name = { class: "curve-name", "data-kind": kind, "data-index": index, "data-late": x > LATE };
      return put(html("span", name, text), x, at);
    });
}

/** @param {Dom} dom @param {Line} line @param {Frame} frame */
function marks({ html }, { run, kind, index, points }, frame) {
  const knows = firstBelow(points, KNOWS);
  const isEnd = run.status === "diverged" && points.length === run.points.length;
  const broken = (isEnd ? points.at(-1) : null) ?? overshot(points);
  return [
    ...(knows ? [{ point: knows, mark: "knows", text: "✓" }] : []),
    ...(broken ? [{ point: broken, mark: "broken", text: "×" }] : []),
  ].map(({ point, mark, text }) => {
    const { x, y } = placeOf(frame, point.step, point.unexplained);
    return put(
      html("span", { class: "curve-mark", "data-mark": mark, "data-kind": kind, "data-index": index }, text),
      x,
      y,
    );
  });
}

/** @template {HTMLElement} E @param {E} element @param {number} x @param {number} y */
function put(element, x, y) {
  element.style.left = `${x * 100}%`;
  element.style.top = `${y * 100}%`;
  return element;
}
