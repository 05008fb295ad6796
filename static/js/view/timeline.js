/** The whole run at a glance: inputs, the three valves, the memory, the present step; a click or the slider goes anywhere. */

import { fullLane } from "../state/flow.js";
import { stepCount } from "../state/question.js";
import { html, set, setText } from "./dom.js";
import { onThemeChange, readPalette } from "./palette.js";
import { onChange } from "./panel.js";
import { inputPeaks, lettersOf } from "./timeline_cells.js";
import { mountTimelineLabels } from "./timeline_labels.js";
import { layOut, scrollTo } from "./timeline_layout.js";
import { paint } from "./timeline_paint.js";
import { listenToPointer } from "./timeline_pointer.js";
import { cellInWords } from "./timeline_words.js";

/**
 * @typedef {import("../state/app_state.js").AppState} AppState
 * @typedef {import("./timeline_layout.js").Layout} Layout
 * @typedef {import("./timeline_paint.js").Content} Content
 * @typedef {import("../data/types.js").Preset} Preset
 * @typedef {import("../data/types.js").Trace} Trace
 */

/**
 * @param {HTMLElement} el
 * @param {import("./panel.js").Tools} tools
 * @returns {import("./panel.js").Update}
 */
export function mountTimeline(el, { dispatch, messages }) {
  const { t, language } = messages;
  const names = html("div", { class: "timeline-labels" });
  const canvas = html("canvas", { class: "timeline-canvas", role: "img", "aria-label": t("lab.timeline.picture") });
  const wide = html("div", { class: "timeline-wide" }, canvas);
  const scroll = html("div", { class: "timeline-scroll", role: "group", "aria-label": t("lab.timeline.scroll") }, wide);
  const slider = html("input", {
    type: "range",
    id: "scrub",
    min: 1,
    max: 1,
    value: 1,
    oninput: () => dispatch({ type: "seek", step: Number(slider.value) - 1 }),
  });
  const under = html("p", { class: "timeline-under", "aria-hidden": "true" });
  el.append(
    html("div", { class: "timeline-body" }, names, scroll),
    html("div", { class: "timeline-foot" }, html("label", { for: "scrub" }, t("lab.timeline.scrub")), slider, under),
  );

  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const updateNames = mountTimelineLabels(names, { dispatch, messages });
  let palette = readPalette(el);
  let frame = 0;
  /** @type {AppState|null} */
  let now = null;
  /** @type {{layout: Layout, content: Content}|null} */
  let picture = null;

  const plan = latest(
    (
      /** @type {Trace} */ trace,
      /** @type {Preset} */ preset,
      /** @type {readonly number[]} */ units,
      /** @type {number} */ room,
    ) => {
      const isText = preset.input.kind === "text";
      return {
        layout: layOut({ steps: trace.C.length, inputs: isText ? 1 : preset.inputs, units, room }),
        peaks: inputPeaks(trace, preset.input.ranges),
        letters: isText ? lettersOf(trace, preset.input.alphabet ?? {}) : null,
        full: fullLane(trace, units),
      };
    },
  );
  const labelsOf = latest(
    (/** @type {Preset} */ preset, /** @type {string|null} */ example, /** @type {number} */ steps) => {
      const found = preset.examples.find(({ id }) => id === example);
      return Array.from({ length: steps }, (_, step) => found?.labels[language][step] ?? "");
    },
  );

  function repaint() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (!picture) return;
      const room = scroll.clientWidth;
      const ratio = devicePixelRatio || 1;
      const [width, height] = [Math.round(room * ratio), Math.round(picture.layout.height * ratio)];
      if (canvas.width !== width || canvas.height !== height) {
        Object.assign(canvas, { width, height });
        canvas.style.width = `${room}px`;
        canvas.style.height = `${picture.layout.height}px`;
      }
      paint(pen, picture.layout, picture.content, palette, { left: scroll.scrollLeft, room, ratio });
    });
  }

  /** @param {AppState} state */
  function compose({ trace, preset, shown, pins, step, unit, example }) {
    const room = scroll.clientWidth;
    if (!trace || !preset || !shown.length || !room) return;
    const { layout, peaks, letters, full } = plan(trace, preset, shown, room);
    const labels = labelsOf(preset, example, layout.steps);
    picture = { layout, content: { trace, pins, peaks, letters, labels, full, step, unit } };
    updateNames(layout, preset, full, unit);
    spread(layout, room);
    repaint();
  }

  const spread = onChange((/** @type {Layout} */ layout, /** @type {number} */ room) => {
    const isLong = layout.width > room;
    wide.style.width = `${Math.max(layout.width, room)}px`;
    wide.style.height = `${layout.height}px`;
    set(scroll, { tabindex: isLong ? 0 : null, "data-long": isLong });
  });

  const follow = onChange((/** @type {number} */ step, /** @type {Layout|undefined} */ layout) => {
    if (layout) scroll.scrollLeft = scrollTo(layout, step, scroll.scrollLeft, scroll.clientWidth);
  });

  const drawSlider = onChange((/** @type {number} */ step, /** @type {number} */ steps) => {
    set(slider, { max: Math.max(1, steps), "aria-valuetext": t("lab.chooser.step", { step: step + 1, steps }) });
    slider.value = String(step + 1);
  });

  listenToPointer(canvas, {
    layout: () => picture?.layout ?? null,
    left: () => scroll.scrollLeft,
    seek({ step, unit }) {
      if (step !== now?.step) dispatch({ type: "seek", step });
      if (unit !== null && unit !== now?.unit) dispatch({ type: "look at unit", unit });
    },
    hover: (found) =>
      setText(under, found && picture ? cellInWords(messages, found, picture.content, now?.preset ?? null) : ""),
  });
  scroll.addEventListener("scroll", repaint, { passive: true });
  new ResizeObserver(() => now && compose(now)).observe(scroll);
  onThemeChange(document, () => {
    palette = readPalette(el);
    repaint();
  });

  const composeOnce = onChange(
    (
      /** @type {Trace|null} */ _trace,
      /** @type {Preset|null} */ _preset,
      /** @type {readonly number[]} */ _shown,
      /** @type {AppState["pins"]} */ _pins,
      /** @type {number} */ _step,
      /** @type {number} */ _unit,
      /** @type {string|null} */ _example,
    ) => now && compose(now),
  );

  return (state) => {
    now = state;
    composeOnce(state.trace, state.preset, state.shown, state.pins, state.step, state.unit, state.example);
    follow(state.step, picture?.layout);
    drawSlider(state.step, stepCount(state));
  };
}

/**
 * A function that remembers its last answer.
 *
 * @template {unknown[]} Values
 * @template Answer
 * @param {(...values: Values) => Answer} compute
 * @returns {(...values: Values) => Answer}
 */
function latest(compute) {
  /** @type {Answer} */
  let answer;
  const look = onChange((/** @type {Values} */ ...values) => {
    answer = compute(...values);
  });
  return (...values) => {
    look(...values);
    return answer;
  };
}
