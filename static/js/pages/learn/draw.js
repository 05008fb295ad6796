/**
 * A course that the reader draws before it is shown: by finger or pointer, or by keys, step after step. What was drawn is judged
 * by its mean distance from the run.
 *
 * @typedef {import("./progress.js").Notes} Notes
 */

import { domOf, set } from "../../view/base/dom.js";
import { finish } from "./progress.js";
import { spelt } from "./tasks.js";

const WIDTH = 360;
const HEIGHT = 170;
const EDGE = 14;
const FINE = 40;

/** The largest size that the paper has room for: one, or the next whole number. @param {readonly number[]} values */
export const reach = (values) => Math.max(1, Math.ceil(Math.max(...values.map(Math.abs))));

/**
 * A drawn course with a value set; steps that the hand passed over lie on a straight line.
 *
 * @param {readonly (number|null)[]} drawn by step
 * @param {{step: number, value: number}|null} from where the hand was
 * @param {{step: number, value: number}} to
 * @returns {(number|null)[]}
 */
export function strokeTo(drawn, from, to) {
  const start = from ?? to;
  const [low, high] = start.step < to.step ? [start, to] : [to, start];
  const slope = low.step === high.step ? 0 : (high.value - low.value) / (high.step - low.step);
  return drawn.map((value, step) => {
    if (step === to.step) return to.value;
    return step >= low.step && step <= high.step ? low.value + slope * (step - low.step) : value;
  });
}

/** The mean distance of what was drawn. @param {readonly number[]} drawn @param {readonly number[]} truth */
export const distance = (drawn, truth) =>
  drawn.reduce((sum, value, n) => sum + Math.abs(value - truth[n]), 0) / drawn.length;

/** @param {Document} document @param {Notes} notes */
export function startDrawing(document, notes) {
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-draw]")))
    mountPaper(section, notes);
}

/** @param {HTMLElement} section @param {Notes} notes */
function mountPaper(section, notes) {
  const { svg } = domOf(section);
  const find = /** @param {string} what */ (what) => /** @type {HTMLElement} */ (section.querySelector(what));
  /** @type {number[]} */
  const values = JSON.parse(section.dataset.values ?? "[]");
  const first = Number(section.dataset.first);
  const most = reach(values);
  const across = (/** @type {number} */ step) => EDGE + ((WIDTH - 2 * EDGE) * step) / (values.length - 1);
  const down = (/** @type {number} */ value) => HEIGHT / 2 - ((HEIGHT / 2 - EDGE) * value) / most;
  const paper = find(".paper");
  const [compare, said, again] = ["[data-compare]", ".verdict-text", ".again"].map(find);
  const off = /** @type {HTMLElement} */ (said.querySelector("b"));
  const words = off.textContent ?? "";
  const [given, own, truth] = ["given", "own", "truth"].map((name) => svg("polyline", { class: `course ${name}` }));
  const place = svg("circle", { class: "course-place", r: 6 });
  /** @type {(number|null)[]} */
  let drawn = [];
  let at = first;
  /** @type {{step: number, value: number}|null} */
  let hand = null;

  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    svg("line", { class: "course-zero", x1: EDGE, x2: WIDTH - EDGE, y1: down(0), y2: down(0) }),
    ...[most, 0, -most].map((value) => svg("text", { x: 2, y: down(value) - 3 }, spelt(value, 0))),
    given,
    truth,
    own,
    place,
  );
  paper.append(picture);
  set(paper, {
    role: "slider",
    tabindex: 0,
    "aria-labelledby": `${section.id}-ask`,
    "aria-describedby": `${section.id}-keys`,
  });
  set(paper, { "aria-valuemin": -most, "aria-valuemax": most });

  /** @param {Element} line @param {readonly (number|null)[]} course */
  function trace(line, course) {
    const points = course.flatMap((value, step) => (value === null ? [] : [`${across(step)},${down(value)}`]));
    set(line, { points: points.join(" ") });
  }

  function show() {
    trace(own, drawn);
    const value = drawn[at] ?? drawn[at - 1] ?? values[first - 1];
    set(place, { cx: across(at), cy: down(value) });
    set(paper, { "aria-valuenow": value, "aria-valuetext": `${paper.dataset.stepWord} ${at + 1}: ${spelt(value, 2)}` });
    compare.hidden = section.dataset.done !== undefined || drawn.slice(first).every((each) => each === null);
  }

  /** @param {number} step @param {number} value */
  function put(step, value) {
    const to = { step, value: Math.max(-most, Math.min(most, value)) };
    drawn = strokeTo(drawn, hand, to);
    [at, hand] = [step, to];
    show();
  }

  function begin() {
    delete section.dataset.done;
    drawn = values.map((value, step) => (step === first - 1 ? value : null));
    [at, hand] = [first, null];
    trace(
      given,
      values.map((value, step) => (step < first ? value : null)),
    );
    trace(truth, []);
    said.hidden = true;
    again.hidden = true;
    show();
  }

  /** @param {PointerEvent} event */
  function follow({ clientX, clientY }) {
    const { left, top, width, height } = picture.getBoundingClientRect();
    const share = (((clientX - left) / width) * WIDTH - EDGE) / (WIDTH - 2 * EDGE);
    const step = Math.max(first, Math.min(values.length - 1, Math.round(share * (values.length - 1))));
    put(step, ((HEIGHT / 2 - ((clientY - top) / height) * HEIGHT) / (HEIGHT / 2 - EDGE)) * most);
  }

  paper.addEventListener("pointerdown", (event) => {
    if (section.dataset.done !== undefined) return;
    paper.setPointerCapture(event.pointerId);
    hand = null;
    follow(event);
  });
  paper.addEventListener("pointermove", (event) => {
    if (paper.hasPointerCapture(event.pointerId)) follow(event);
  });
  paper.addEventListener("keydown", (event) => {
    const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (section.dataset.done !== undefined || (!aside && !up)) return;
    event.preventDefault();
    const value = drawn[at] ?? drawn[at - 1] ?? values[first - 1];
    hand = null;
    if (up) put(at, value + (up * most * 2) / FINE);
    else {
      if (drawn[at] === null) put(at, value);
      at = Math.max(first, Math.min(values.length - 1, at + Number(aside)));
      show();
    }
  });
  compare.addEventListener("click", () => {
    section.dataset.done = "";
    let last = values[first - 1];
    const whole = drawn.slice(first).map((value) => {
      last = value ?? last;
      return last;
    });
    drawn = [...drawn.slice(0, first), ...whole];
    trace(
      truth,
      values.map((value, step) => (step >= first - 1 ? value : null)),
    );
    off.textContent = words.replace("{off}", spelt(distance(whole, values.slice(first)), 2));
    /** @type {HTMLElement} */ (said.querySelector("span")).replaceChildren(
      ...[...find(".done-text").childNodes].map((node) => node.cloneNode(true)),
    );
    said.hidden = false;
    again.hidden = false;
    notes.change((progress) => finish(progress, String(section.dataset.draw), "done"));
    show();
    find(".verdict").scrollIntoView({ block: "nearest" });
  });
  again.addEventListener("click", () => {
    begin();
    paper.focus();
  });
  find(".done-words").hidden = true;
  begin();
}
