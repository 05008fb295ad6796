/**
 * A course that the reader draws before it is shown: by finger or pointer, or by keys, step after step. What was drawn is judged
 * by its mean distance from the run.
 *
 * @typedef {import("./progress.js").Notes} Notes
 */

import { domOf, handOn, set } from "../../view/base/dom.js";
import { spelt } from "./numerals.js";
import { finish } from "./progress.js";

const WIDTH = 360;
const HEIGHT = 170;
const EDGE = 14;
const FINE = 40;
/** @type {Readonly<Record<string, {aside: number, up: number}>>} */
const MOVES = Object.freeze({
  ArrowRight: { aside: 1, up: 0 },
  ArrowLeft: { aside: -1, up: 0 },
  ArrowUp: { aside: 0, up: 1 },
  ArrowDown: { aside: 0, up: -1 },
});

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

/**
 * The paper: what is given, what the reader draws, and what was true, over the same steps.
 *
 * @param {HTMLElement} place with the words for a step, and for where to begin
 * @param {readonly number[]} values
 * @param {number} first the first step that is drawn
 * @param {number} most
 */
function createPaper(place, values, first, most) {
  const { svg } = domOf(place);
  const last = values.length - 1;
  const across = (/** @type {number} */ step) => EDGE + ((WIDTH - 2 * EDGE) * step) / last;
  const down = (/** @type {number} */ value) => HEIGHT / 2 - ((HEIGHT / 2 - EDGE) * value) / most;
  const lines = Object.fromEntries(
    ["given", "truth", "own"].map((name) => [name, svg("polyline", { class: `course ${name}` })]),
  );
  const mark = svg("circle", { class: "course-place", r: 6 });
  const isHigh = values[first - 1] > 0;
  const end = { x: across(last), "text-anchor": "end" };
  const here = svg("text", { ...end, y: down(isHigh ? -most / 2 : most / 2) }, place.dataset.here ?? "");
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    svg("line", { class: "course-zero", x1: EDGE, x2: WIDTH - EDGE, y1: down(0), y2: down(0) }),
    ...[most, 0, -most].map((value) => svg("text", { x: 2, y: down(value) - 3 }, spelt(value, 0))),
    svg("text", { x: across(first), y: HEIGHT - 2, "text-anchor": "middle" }, stepWords(place, first)),
    svg("text", { ...end, y: HEIGHT - 2 }, String(last + 1)),
    here,
    ...Object.values(lines),
    mark,
  );
  place.append(picture);
  return {
    /** @param {string} name @param {readonly (number|null)[]} course */
    trace(name, course) {
      const points = course.flatMap((value, step) => (value === null ? [] : [`${across(step)},${down(value)}`]));
      set(lines[name], { points: points.join(" ") });
      if (name === "own") set(here, { hidden: points.length > 1 });
    },
    /** @param {number} step @param {number} value */
    point: (step, value) => set(mark, { cx: across(step), cy: down(value) }),
    /** Where a pointer is. @param {Pick<PointerEvent, "clientX"|"clientY">} event */
    under({ clientX, clientY }) {
      const { left, top, width, height } = picture.getBoundingClientRect();
      const share = (((clientX - left) / width) * WIDTH - EDGE) / (WIDTH - 2 * EDGE);
      const value = ((HEIGHT / 2 - ((clientY - top) / height) * HEIGHT) / (HEIGHT / 2 - EDGE)) * most;
      return { step: Math.min(last, Math.round(share * last)), value };
    },
  };
}

/** @param {HTMLElement} place @param {number} step from 0 */
const stepWords = (place, step) => (place.dataset.step ?? "").replace("{step}", String(step + 1));

/** @param {HTMLElement} section @param {{notes: Notes}} tools */
export function mount(section, { notes }) {
  const find = /** @param {string} what */ (what) => /** @type {HTMLElement} */ (section.querySelector(what));
  /** @type {number[]} */
  const values = JSON.parse(section.dataset.values ?? "[]");
  const first = Number(section.dataset.first);
  const most = reach(values);
  const [place, compare, said, again] = [".paper", "[data-compare]", ".verdict-text", ".again"].map(find);
  const paper = createPaper(place, values, first, most);
  /** @type {(number|null)[]} */
  let drawn = [];
  let at = first;
  /** @type {{step: number, value: number}|null} */
  let hand = null;
  set(place, { role: "slider", tabindex: 0, "aria-labelledby": `${section.id}-ask` });
  set(place, { "aria-describedby": `${section.id}-keys`, "aria-valuemin": -most, "aria-valuemax": most });

  /** The steps from one to before another. @param {number} from @param {number} to */
  const part = (from, to) => values.map((value, step) => (step >= from && step < to ? value : null));
  const here = () => drawn[at] ?? drawn[at - 1] ?? values[first - 1];

  function show() {
    paper.trace("own", drawn);
    paper.point(at, here());
    const text = `${stepWords(place, at)}: ${spelt(here(), 2)}`;
    set(place, { "aria-valuenow": here(), "aria-valuetext": text });
    compare.hidden = section.dataset.done !== undefined || drawn.slice(first).every((each) => each === null);
  }

  /** @param {{step: number, value: number}} to */
  function put({ step, value }) {
    const goal = { step: Math.max(first, step), value: Math.max(-most, Math.min(most, value)) };
    drawn = strokeTo(drawn, hand, goal);
    [at, hand] = [goal.step, goal];
    show();
  }

  function begin() {
    delete section.dataset.done;
    drawn = part(first - 1, first);
    [at, hand] = [first, null];
    paper.trace("given", part(0, first));
    paper.trace("truth", []);
    for (const each of [said, again]) each.hidden = true;
    show();
  }

  function judge() {
    section.dataset.done = "";
    const whole = filled(drawn.slice(first), values[first - 1]);
    drawn = [...drawn.slice(0, first), ...whole];
    paper.trace("truth", part(first - 1, values.length));
    tell(section, distance(whole, values.slice(first)));
    for (const each of [said, again]) each.hidden = false;
    handOn(compare, again);
    notes.change((progress) => finish(progress, String(section.dataset.draw), "done"));
    show();
    find(".verdict").scrollIntoView({ block: "nearest" });
  }

  listen(place, {
    isOpen: () => section.dataset.done === undefined,
    begin: () => {
      hand = null;
    },
    point: (event) => put(paper.under(event)),
    move({ aside, up }) {
      if (up || drawn[at] === null) put({ step: at, value: here() + (up * most * 2) / FINE });
      at = Math.max(first, Math.min(values.length - 1, at + aside));
      show();
    },
  });
  compare.addEventListener("click", judge);
  again.addEventListener("click", () => {
    begin();
    place.focus();
  });
  find(".done-words").hidden = true;
  begin();
}

/**
 * Hands on the paper: a pointer that draws, keys that go from step to step.
 *
 * @param {HTMLElement} place
 * @param {{isOpen: () => boolean, begin: () => void, point: (event: PointerEvent) => void,
 *   move: (by: {aside: number, up: number}) => void}} to
 */
function listen(place, { isOpen, begin, point, move }) {
  place.addEventListener("pointerdown", (event) => {
    if (!isOpen()) return;
    place.setPointerCapture(event.pointerId);
    begin();
    point(event);
  });
  place.addEventListener("pointermove", (event) => {
    if (place.hasPointerCapture(event.pointerId)) point(event);
  });
  place.addEventListener("keydown", (event) => {
    const by = MOVES[event.key];
    if (!by || !isOpen()) return;
    event.preventDefault();
    begin();
    move(by);
  });
}

/** A course without gaps: what was not drawn stays as it was. @param {readonly (number|null)[]} drawn @param {number} start */
export function filled(drawn, start) {
  let last = start;
  return drawn.map((value) => {
    last = value ?? last;
    return last;
  });
}

/** @param {HTMLElement} section @param {number} off */
function tell(section, off) {
  const [score, reason] = /** @type {HTMLElement[]} */ ([...section.querySelectorAll(".verdict-text > *")]);
  score.dataset.words ??= score.textContent ?? "";
  score.textContent = score.dataset.words.replace("{off}", spelt(off, 2));
  const words = /** @type {Element} */ (section.querySelector(".done-text")).childNodes;
  reason.replaceChildren(...[...words].map((node) => node.cloneNode(true)));
}
