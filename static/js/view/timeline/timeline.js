/** The whole run at a glance: inputs, valves, memory, and the current step; a click or the slider goes anywhere. */

import { stepCount } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../base/dom.js";
import { onChange } from "../base/panel.js";
import { mountCanvas } from "./canvas.js";
import { mountTimelineLabels } from "./labels.js";
import { createComposer } from "./picture.js";
import { listenToPointer } from "./pointer.js";
import { hitInWords } from "./words.js";

/** @typedef {import("../../state/app_state.js").AppState} AppState */

/** What the picture is made of. */
const FACTS = /** @type {const} */ ([
  "trace",
  "untouched",
  "preset",
  "shown",
  "pins",
  "emptied",
  "backward",
  "gradients",
  "step",
  "unit",
  "view",
  "example",
  "text",
]);
const GAP = 14;

/** Where the strip stands in the same view, what it shows need not be shown twice: the lower the window, the less. */
const LOW = [
  { media: "(min-width: 641px) and (max-height: 820px)", without: Object.freeze(["labels", "input"]) },
  { media: "(min-width: 641px) and (max-height: 960px)", without: Object.freeze(["input"]) },
];

/** On paper nothing scrolls, and the strip stands above it, too. */
const PAPER = Object.freeze({ room: 420, without: Object.freeze(["input"]), least: 2 });

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools & {isBelowStrip?: boolean}} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountTimeline(el, { dispatch, messages, isBelowStrip = false }) {
  const { html } = domOf(el);
  const { t, language } = messages;
  const names = html("div", { class: "timeline-labels" });
  const scroll = html("div", { class: "timeline-scroll", role: "group", "aria-label": t("lab.timeline.scroll") });
  const tip = html("p", { class: "timeline-tip", "aria-hidden": "true", hidden: true });
  const body = html("div", { class: "timeline-body" }, names, scroll, tip);
  el.append(body);
  const updateScrub = mountScrub(el, { dispatch, messages });
  const { canvas, show, print } = mountCanvas(scroll, t("lab.timeline.picture"));
  const updateNames = mountTimelineLabels(names, { dispatch, messages });
  const compose = createComposer(language, isBelowStrip);
  /** @type {AppState|null} */
  let now = null;
  /** @type {ReturnType<typeof compose>} */
  let picture = null;

  const lowWithout = isBelowStrip ? leftOut(draw) : () => undefined;
  let wide = 0;
  let isPaper = false;
  function draw() {
    const { room, without, least } = isPaper ? PAPER : { room: wide, without: lowWithout(), least: undefined };
    set(body, { "data-without": without?.join(" ") ?? null });
    picture = now && compose(now, room, without, least);
    if (!now?.preset || !picture) return;
    const { grid, content } = picture;
    set(body, { "data-ready": true });
    updateNames(grid, blueprintOf(now), now.preset, content);
    show(picture, room);
    if (isPaper) print();
  }

  if (isBelowStrip)
    onPaper((is) => {
      isPaper = is;
      draw();
    });

  /** @param {ReturnType<typeof import("./grid.js").hit>|null} found @param {PointerEvent} event */
  function hover(found, event) {
    const text =
      found && picture && now ? hitInWords(messages, blueprintOf(now), found, picture.content, now.preset) : "";
    set(tip, { hidden: !text || event.pointerType === "touch" });
    if (!text) return;
    setText(tip, text);
    putBeside(tip, event, body.getBoundingClientRect());
  }

  listenToPointer(canvas, {
    grid: () => picture?.grid ?? null,
    left: () => scroll.scrollLeft,
    seek({ step, unit }) {
      if (step !== now?.step) dispatch({ type: "seek", step });
      if (unit !== null && unit !== now?.unit) dispatch({ type: "look at unit", unit });
    },
    hover,
  });
  new ResizeObserver(([{ contentRect }]) => {
    wide = Math.floor(contentRect.width);
    draw();
  }).observe(scroll);

  /** @type {readonly unknown[]} */
  let drawn = [];
  return (state) => {
    now = state;
    const facts = FACTS.map((name) => state[name]);
    if (facts.some((fact, index) => fact !== drawn[index])) draw();
    drawn = facts;
    updateScrub(state.step, stepCount(state));
  };
}

/** A slider over all steps. @param {HTMLElement} el @param {Pick<import("../base/panel.js").Tools, "dispatch"|"messages">} tools */
function mountScrub(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const seek = () => dispatch({ type: "seek", step: Number(slider.value) - 1 });
  const slider = html("input", { type: "range", id: "scrub", min: 1, max: 1, value: 1, oninput: seek });
  const label = html("label", { for: "scrub" }, t("lab.timeline.scrub"));
  el.append(html("div", { class: "timeline-foot" }, label, slider));
  return onChange((/** @type {number} */ step, /** @type {number} */ steps) => {
    set(slider, { max: Math.max(1, steps), "aria-valuetext": t("lab.chooser.step", { step: step + 1, steps }) });
    slider.value = String(step + 1);
  });
}

/** Puts a tip beside the pointer, on the side with more room. @param {HTMLElement} tip @param {PointerEvent} pointer @param {DOMRect} box */
function putBeside(tip, { clientX, clientY }, box) {
  const [x, y] = [clientX - box.left, clientY - box.top];
  const isRight = x > box.width / 2;
  Object.assign(tip.style, {
    left: isRight ? "" : `${x + GAP}px`,
    right: isRight ? `${box.width - x + GAP}px` : "",
    top: `${y + GAP}px`,
  });
}

/** @param {(isPaper: boolean) => void} then runs before the page is printed, and after it */
function onPaper(then) {
  addEventListener("beforeprint", () => then(true));
  addEventListener("afterprint", () => then(false));
}

/** What a low window leaves out; `then` runs when that changes. @param {() => void} then */
function leftOut(then) {
  const low = LOW.map(({ media, without }) => ({ query: matchMedia(media), without }));
  for (const { query } of low) query.addEventListener("change", then);
  return () => low.find(({ query }) => query.matches)?.without;
}
