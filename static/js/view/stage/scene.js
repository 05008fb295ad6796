/**
 * The stage: the unit as plumbing, in the chosen view. It is rebuilt when lanes or layout change, otherwise only updated. When
 * the view changes, every part travels to its new place.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../base/panel.js").Tools} Tools
 * @typedef {import("./layout.js").Layout} Layout
 */

import { unreachable } from "../../data/http.js";
import { blueprintOf, learnLayouts } from "../../unit/blueprint.js";
import { domOf } from "../base/dom.js";
import { draw } from "./drawing.js";
import { layoutFor, rowOf } from "./layout.js";
import { show } from "./letters.js";

const MORPH = 400;

/**
 * @param {HTMLElement} place
 * @param {Tools} tools
 * @param {(state: AppState) => void} [drawn] told of a picture that came later than the state that it shows
 */
export function mountScene(place, tools, drawn = () => {}) {
  const dom = domOf(place);
  const canvas = place.appendChild(dom.html("div", { class: "drawing" }));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let width = 0;
  let last = /** @type {AppState|null} */ (null);
  /** @type {ReturnType<typeof draw>|null} */
  let drawing = null;
  /** @type {Readonly<Layout>|null} */
  let layout = null;
  let [built, unit] = ["", ""];
  const journey = mountJourney();
  const again = () => {
    if (last) update(last);
    if (last) drawn(last);
  };
  const ends = lateEnds(tools, (late) => {
    if (layout?.symbols === 0 && last?.between === null) drawing?.add(late);
    else built = ""; // where signs stand for valves, all is drawn again
    again();
  });
  const row = mountRow(canvas, tools, ends, again);
  const bring = lateLayouts(tools, again);

  /** @param {Readonly<Layout>} next @param {AppState} state */
  function build(next, state) {
    drawing = draw(dom, next, state, tools, ends.get());
    show(canvas, drawing.element, again);
    drawing.update(state);
    ends.fetch();
  }

  /** A picture on its way does not arrive: the next one is drawn anew. */
  function halt() {
    if (canvas.hasAttribute("data-moving")) built = "";
    journey.stop();
    canvas.removeAttribute("data-moving");
  }

  /** @param {AppState} state */
  function updateRow(state) {
    journey.stop();
    layout = null;
    built = row(state, width, built);
  }

  /** @param {AppState} state */
  function update(state) {
    last = state;
    const { trace, preset, shown, view } = state;
    width ||= place.clientWidth; // to ask before the browser has told would make it lay the page out
    if (view === "row") return updateRow(state);
    const [blueprint, way] = [blueprintOf(state), ends.get()?.way];
    const next = way?.layoutOf(blueprint, state, width) ?? layoutFor(blueprint, view, width);
    const waits = way?.isLate(blueprint, state) === true;
    if (waits) bring(state, blueprint.name);
    mark(canvas, next, waits, state);
    if (!trace || !preset || !shown.length) return halt();
    const key = [view, waits, state.between, next.name, preset.name, shown].join(" ");
    const from = layout;
    const isSameUnit = unit === state.blueprint; // units do not turn into each other: their parts differ
    if (key === built) drawing?.update(state);
    else if (way && from && mayTravel(from, next) && isSameUnit && state.between === null && !calm.matches)
      journey.begin((share) => {
        if (last) build(way.between(from, next, share), last);
        canvas.toggleAttribute("data-moving", share < 1);
      });
    else {
      halt();
      build(next, state);
    }
    [built, unit, layout] = [key, state.blueprint, next];
  }

  new ResizeObserver(([{ contentRect }]) => {
    width = contentRect.width;
    again();
  }).observe(place);
  return update;
}

/** @param {Readonly<Layout>} from @param {Readonly<Layout>} to */
const mayTravel = (from, to) => from !== to && from.name === to.name;

/**
 * The unrolled row in the place of the unit.
 *
 * @param {HTMLElement} canvas
 * @param {Tools} tools
 * @param {ReturnType<typeof lateEnds>} ends
 * @param {() => unknown} then once it has been fetched
 */
function mountRow(canvas, tools, ends, then) {
  const dom = domOf(canvas);
  /** @type {typeof import("./unrolled.js")|null} */
  let unrolled = null;
  /** @type {ReturnType<typeof import("./unrolled.js").drawRow>|null} */
  let row = null;
  const bring = whenWanted(tools.dispatch, async () => {
    unrolled = await import("./unrolled.js");
    then();
  });
  /** @param {AppState} state @param {number} width @param {string} built what is in the canvas @returns {string} what is there now */
  return (state, width, built) => {
    if (!state.trace || !state.shown.length) return built;
    canvas.dataset.layout = "row";
    canvas.toggleAttribute("data-late", !unrolled);
    if (!unrolled) {
      bring(state);
      return built;
    }
    const { trace, shown, step } = state;
    const blueprint = blueprintOf(state);
    const [unitWidth] = rowOf(blueprint).size;
    const { count, first, letters } = unrolled.rowWindow(width, unitWidth, trace?.h.length ?? 0, step);
    const lines = unrolled.answerLines(state, tools.messages, unitWidth, letters);
    const key = `row ${blueprint.name} ${count} ${letters} ${shown} ${lines}`;
    if (key !== built || !row) {
      row = unrolled.drawRow(dom, blueprint, count, letters, shown, lines, tools, ends.get());
      canvas.replaceChildren(row.element);
      ends.fetch();
    }
    row.update(state, first);
    return key;
  };
}

/** Fetches the layouts of a unit that the page did not bring. @param {Tools} tools @param {() => unknown} then */
const lateLayouts = ({ dispatch, layouts }, then) =>
  whenWanted(dispatch, async (name) => {
    if (!layouts) return;
    learnLayouts(name, (await layouts(name)).layouts);
    then();
  });

/**
 * Fetches what a picture is drawn with, once for each name. If that fails, the page says what went wrong, and it is fetched
 * again as soon as the page tries again.
 *
 * @param {Tools["dispatch"]} dispatch
 * @param {(name: string) => Promise<unknown>} fetch
 */
export function whenWanted(dispatch, fetch) {
  /** @type {Set<string>} */
  const asked = new Set();
  /** @type {AppState["problem"]|undefined} */
  let told;
  return async (/** @type {Pick<AppState, "problem">} */ { problem }, name = "") => {
    if (asked.has(name) || problem === told) return;
    asked.add(name);
    await fetch(name).catch((error) => {
      asked.delete(name);
      console.error(error);
      const problem = error.problem ?? unreachable(error).problem;
      told = problem;
      dispatch({ type: "failed", problem });
    });
  };
}

/** What is written at the ends of pipes and wires comes after the first picture. @param {Tools} tools @param {(ends: import("./drawing.js").Ends) => void} then */
function lateEnds(tools, then) {
  /** @type {import("./drawing.js").Ends|null} */
  let ends = null;
  let isAsked = false;
  return {
    get: () => ends,
    /** Again only if it has failed. */
    async fetch() {
      if (isAsked) return;
      isAsked = true;
      try {
        ends = (await tools.ends?.()) ?? null;
        if (ends) then(ends);
      } catch (error) {
        isAsked = false;
        console.error(error);
      }
    },
  };
}

/** The frames between one layout and another: slow at first and in the end. */
function mountJourney() {
  let frame = 0;
  const stop = () => cancelAnimationFrame(frame);
  return {
    stop,
    /** @param {(share: number) => void} show the share of the way */
    begin(show) {
      stop();
      const start = performance.now();
      /** @param {number} now */
      const go = (now) => {
        const share = Math.min(1, Math.max(0, (now - start) / MORPH));
        show(share * share * (3 - 2 * share));
        if (share < 1) frame = requestAnimationFrame(go);
      };
      go(start);
    },
  };
}

/** Say on the drawing what it is. @param {HTMLElement} canvas @param {Readonly<Layout>} layout @param {boolean} isLate @param {AppState} state */
function mark(canvas, layout, isLate, { between }) {
  canvas.dataset.layout = layout.name;
  canvas.toggleAttribute("data-late", isLate);
  canvas.toggleAttribute("data-between", between !== null);
}
