/**
 * One living figure: the Lab's own store and views around one run, in the elements that the server provided for them. Figures
 * share no state.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 * @typedef {import("../../view/base/panel.js").Tools} Tools
 * @typedef {ReturnType<typeof import("../../data/api.js").createApi>} Api
 * @typedef {{element: HTMLElement, get: () => AppState, dispatch: (action: Action) => void, go: (address: string) => unknown, isWalking: () => boolean,
 *   subscribe: (listener: (state: AppState) => void) => unknown}} Live
 */

import { fromAddress, toAddress } from "../../state/address.js";
import { startCourier } from "../../state/courier.js";
import { INITIAL } from "../../state/fields.js";
import { startGradientCourier } from "../../state/gradient_courier.js";
import { reduce } from "../../state/reducer.js";
import { createStore } from "../../state/store.js";
import { domOf, handOn, set } from "../../view/base/dom.js";
import { mountAnnouncer } from "../../view/panels/announcer.js";
import { mountTransport } from "../../view/panels/transport.js";
import { startAnimator } from "../../view/stage/animator.js";
import * as ends from "../../view/stage/ends.js";
import { mountScene } from "../../view/stage/scene.js";
import { mountViews } from "../../view/stage/views.js";
import { bring } from "./bring.js";
import { mountMoment } from "./moment.js";
import { moveOfKey, movesTo, walker } from "./moves.js";

export { createApi } from "../../data/api.js";
export { withPresets } from "../../data/brought.js";

/** The state of most figures; that of some has more. */
export const PLAIN = { initial: INITIAL, reduce, toAddress, fromAddress, movesTo };

const strip = () => import("./strip.js");

/** Views that only some figures have; most are fetched along with such a figure. */
const SLOTS = Object.freeze({
  transport: () => mountTransport,
  moment: () => mountMoment,
  views: () => mountViews,
  lid: () => (/** @type {HTMLElement} */ el, /** @type {Tools} */ tools) => mountViews(el, tools, ["box", "pipe"]),
  strip: async () => (await strip()).mountStrip,
  timeline: async () => (await strip()).below((await import("../../view/timeline/timeline.js")).mountTimeline),
  readout: async () => (await import("../../view/panels/readout.js")).mountReadout,
  why: async () => (await import("../../view/panels/why.js")).mountWhy,
  input: async () => (await import("../../view/input/input.js")).mountInput,
  hands: () => openedHands,
  morph: async () => (await import("../../view/stage/morph.js")).mountMorph,
  dye: async () => (await import("./dyed.js")).mountDye,
  spotlights: async () => (await import("../../view/stage/spotlights.js")).mountSpotlights,
});

/**
 * @param {HTMLElement} element the figure
 * @param {Messages} messages
 * @param {Api} api
 * @param {ReturnType<typeof import("../../state/flowing.js").flowing>} follow the choice whether water flows
 * @param {any} [given] a state of the figure's own, with all that `PLAIN` has
 * @returns {Promise<Live>}
 */
export async function mountLive(element, messages, api, follow, given) {
  const { html } = domOf(element);
  const start = element.dataset.address ?? "";
  const controls = (element.dataset.controls ?? "").split(" ");
  /** @type {any} */
  const own = given ?? (controls.includes("dye") ? (await import("./dyed.js")).DYED : PLAIN);
  const home = own.toAddress({ ...own.initial, ...own.fromAddress(start) });
  const store = createStore(own.reduce, own.reduce(own.initial, { type: "restored", place: own.fromAddress(start) }));
  const stage = /** @type {HTMLElement} */ (element.querySelector(".figure-stage"));
  const place = html("div", { class: "scene" });
  const said = html("div", { class: "visually-hidden", "aria-live": "polite" });
  const link = /** @type {HTMLAnchorElement|null} */ (element.querySelector(".to-lab")); // none: the Lab has no such unit
  const again = html(
    "button",
    { type: "button", class: "again", onclick: () => go(start) },
    messages.t("learn.figure.again"),
  );
  const failed = html("p", { class: "figure-failed", role: "alert", hidden: true }, messages.t("learn.figure.failed"));
  name(stage, controls, messages);
  stage.append(place);
  stage.after(failed);
  element.append(said);
  link?.before(again);

  const tools = {
    dispatch: store.dispatch,
    messages,
    fixed: !controls.includes("valves"),
    ends: async () => ends,
    layouts: api.blueprint,
  };
  const updates = [mountScene(place, tools, show), mountAnnouncer(said, tools), ...(await mountSlots(element, tools))];

  /** @param {AppState} state */
  function show(state) {
    for (const update of updates) update(state);
    if (state.trace && place.querySelector("svg")) {
      for (const still of stage.querySelectorAll(".still, .still-words")) still.remove();
      element.dataset.live = "";
    }
    const address = own.toAddress(state);
    if (link) link.hash = address;
    const isElsewhere = state.trace !== null && address !== home;
    if (!isElsewhere) handOn(again, stage);
    set(again, { hidden: !isElsewhere });
    set(element, { "data-elsewhere": isElsewhere });
    set(failed, { hidden: !state.problem });
  }

  // However many changes come between two frames, the figure is drawn once.
  let isDue = false;
  store.subscribe(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      show(store.get());
    });
  });

  const { go, isWalking } = walker(store, own.movesTo);

  element.addEventListener("keydown", (event) => {
    const action = moveOfKey(event, controls);
    if (!action) return;
    event.preventDefault();
    store.dispatch(action);
  });
  show(store.get());
  startAnimator(element, store);
  follow(store);
  startCourier(store, { ...api, presets: async () => [] });
  startGradientCourier(store, api);
  return { element, get: store.get, dispatch: store.dispatch, go, isWalking, subscribe: store.subscribe };
}

/** The sliders of the lanes, fetched when they are asked for. @param {HTMLElement} el @param {Tools} tools */
function openedHands(el, tools) {
  /** @type {AppState|null} */
  let now = null;
  let update = (/** @type {AppState} */ _state) => {};
  const fetch = () =>
    bring(
      el,
      tools.messages,
      () => import("../../view/panels/hands.js"),
      ({ mountHands }) => {
        update = mountHands(el, tools);
        if (now) update(now);
      },
    );
  el.closest("details")?.addEventListener("toggle", fetch, { once: true });
  return (/** @type {AppState} */ state) => {
    now = state;
    update(state);
  };
}

/** Says what a stage shows, and which keys it has. @param {HTMLElement} stage @param {readonly string[]} controls @param {Messages} messages */
function name(stage, controls, { t }) {
  const pace = ["phases", "steps"].find((each) => controls.includes(each));
  set(stage, {
    tabindex: 0,
    role: "group",
    "aria-label": stage.querySelector(".still")?.getAttribute("aria-label") ?? "",
    "aria-description": pace ? t(`learn.figure.keys.${pace}`) : null,
  });
}

/** @param {HTMLElement} element @param {import("../../view/base/panel.js").Tools} tools */
async function mountSlots(element, tools) {
  const updates = [];
  for (const slot of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-slot]"))) {
    const name = /** @type {keyof typeof SLOTS} */ (slot.dataset.slot);
    /** @type {any} the state has what the figure's own views show */
    const mount = await SLOTS[name]();
    updates.push(mount(slot, tools));
  }
  return updates;
}
