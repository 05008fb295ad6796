/**
 * Moving through the run: buttons for phases and steps, play, speed, and the phases by name.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 */

import { SPEEDS, STRIDES } from "../../state/choices.js";
import { stepCount } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { onChange } from "../base/panel.js";
import { unitWord } from "../base/words.js";

/**
 * @typedef {import("../../state/reducer.js").Action} Action
 * @typedef {import("../base/panel.js").Tools} Tools
 * @typedef {Tools["dispatch"]} Dispatch
 * @typedef {Tools["messages"]["t"]} Translate
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {{id: string, icon: import("../base/icons.js").IconName, keys: string, action: Action}} Move
 * @type {readonly Move[]}
 */
const BACKWARD = Object.freeze([
  { id: "first", icon: "first", keys: "Home", action: { type: "seek", step: 0, phase: 0 } },
  { id: "step_back", icon: "stepBack", keys: "Shift+ArrowLeft", action: { type: "move step", by: -1 } },
  { id: "phase_back", icon: "phaseBack", keys: "ArrowLeft", action: { type: "move phase", by: -1 } },
]);
/** @type {readonly Move[]} */
const FORWARD = Object.freeze([
  { id: "phase_forward", icon: "phaseForward", keys: "ArrowRight", action: { type: "move phase", by: 1 } },
  { id: "step_forward", icon: "stepForward", keys: "Shift+ArrowRight", action: { type: "move step", by: 1 } },
  { id: "last", icon: "last", keys: "End", action: { type: "seek", step: Infinity, phase: Infinity } },
]);

/**
 * @param {HTMLElement} el
 * @param {Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountTransport(el, { dispatch, messages }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const back = BACKWARD.map((move) => moveButton(dom, move, t, dispatch));
  const forward = FORWARD.map((move) => moveButton(dom, move, t, dispatch));
  const play = playButton(dom, t, dispatch);
  const water = waterButton(dom, t, dispatch);
  const speed = html(
    "select",
    { onchange: () => dispatch({ type: "speed", value: Number(speed.value) }) },
    ...SPEEDS.map((value) => html("option", { value }, t("lab.transport.times", { speed: value }))),
  );
  const stride = html(
    "select",
    {
      "aria-label": t("lab.transport.stride"),
      title: t("lab.transport.stride"),
      onchange: () => dispatch({ type: "stride", by: STRIDES[stride.selectedIndex] }),
    },
    ...STRIDES.map((value) => html("option", { value }, t(`lab.transport.stride.${value}`))),
  );
  /** @type {HTMLButtonElement[]} */
  let chips = [];
  /** @type {HTMLElement[]} */
  let names = [];
  const name = html("div", { class: "phase-name", "aria-hidden": "true" });
  const list = html("ol", { class: "chips", "aria-label": t("lab.transport.phases") });
  const drawChips = onChange((/** @type {Blueprint} */ blueprint) => {
    const go = (/** @type {number} */ phase) => dispatch({ type: "seek", phase });
    chips = blueprint.phases.map((_, phase) => chip(dom, blueprint, phase, messages, go));
    list.replaceChildren(...chips.map((each) => html("li", {}, each)));
    names = blueprint.phases.map(({ id, role }) =>
      html("span", { class: `role-${role}` }, unitWord(messages, blueprint, `lab.phase.${id}`)),
    );
    name.replaceChildren(...names);
  });
  el.append(
    html("div", { class: "tools" }, ...back, play.element, ...forward),
    list,
    name,
    html(
      "div",
      { class: "pace" },
      stride,
      html("label", { class: "choice speed" }, html("span", {}, t("lab.transport.speed")), speed),
      water.element,
    ),
  );

  return (state) => {
    const blueprint = blueprintOf(state);
    drawChips(blueprint);
    const stops = stopsOf(state, blueprint.phases.length);
    for (const [index, button] of [...back, ...forward].entries())
      set(button, { "aria-disabled": stops[index] ? "true" : null });
    play.update(state.playing);
    water.update(state.flowing);
    stride.value = state.stride;
    if (speed.value !== String(state.speed)) speed.value = String(state.speed);
    for (const [index, each] of chips.entries()) {
      set(each, { "aria-current": index === state.phase ? "step" : null, "data-done": index < state.phase });
      set(names[index], { "data-now": index === state.phase });
    }
  };
}

/**
 * Which moves lead nowhere, in the order of the buttons.
 *
 * @param {import("../../state/app_state.js").AppState} state
 * @param {number} phases of a step
 */
export function stopsOf(state, phases) {
  const lastStep = stepCount(state) - 1;
  const atStart = state.step === 0 && state.phase === 0;
  const atEnd = state.step >= lastStep && state.phase === phases - 1;
  return [atStart, state.step === 0, atStart, atEnd, state.step >= lastStep, atEnd];
}

/** @param {Dom} dom @param {Move} move @param {Translate} t @param {Dispatch} dispatch */
function moveButton(dom, { id, icon: name, keys, action }, t, dispatch) {
  const label = t(`lab.transport.${id}`);
  const button = dom.html(
    "button",
    { type: "button", class: "tool", "data-move": id, "aria-label": label, "aria-keyshortcuts": keys },
    icon(dom, name),
  );
  button.title = t("lab.transport.tip", { name: label, keys: t(`lab.transport.${id}.keys`) });
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") dispatch(action);
  });
  return button;
}

/** @param {Dom} dom @param {Translate} t @param {Dispatch} dispatch */
function playButton(dom, t, dispatch) {
  const [playIcon, pauseIcon, text] = [icon(dom, "play"), icon(dom, "pause"), dom.html("span", {})];
  const onclick = () => dispatch({ type: "toggle play" });
  const element = dom.html(
    "button",
    { type: "button", class: "tool play", "aria-keyshortcuts": "Space", onclick },
    playIcon,
    pauseIcon,
    text,
  );
  const update = onChange((/** @type {boolean} */ playing) => {
    playIcon.toggleAttribute("hidden", playing);
    pauseIcon.toggleAttribute("hidden", !playing);
    const label = t(playing ? "lab.transport.pause" : "lab.transport.play");
    setText(text, label);
    element.title = t("lab.transport.tip", { name: label, keys: t("lab.transport.play.keys") });
  });
  return { element, update };
}

/** The switch that stops the water and lets it flow again. @param {Dom} dom @param {Translate} t @param {Dispatch} dispatch */
function waterButton(dom, t, dispatch) {
  const label = t("lab.transport.water");
  const element = dom.html("button", { type: "button", class: "tool water", "aria-label": label }, icon(dom, "water"));
  element.title = t("lab.transport.water.tip");
  element.addEventListener("click", () => {
    dispatch({ type: "flow", on: element.getAttribute("aria-pressed") !== "true" });
  });
  /** @param {boolean} flowing */
  const update = (flowing) => set(element, { "aria-pressed": String(flowing) });
  return { element, update };
}

/** @param {Dom} dom @param {Blueprint} blueprint @param {number} phase @param {Tools["messages"]} messages @param {(phase: number) => void} go */
function chip({ html }, blueprint, phase, messages, go) {
  const { id, role } = blueprint.phases[phase];
  const name = unitWord(messages, blueprint, `lab.phase.${id}`);
  return html(
    "button",
    { type: "button", class: `chip role-${role}`, title: name, "data-phase": id, onclick: () => go(phase) },
    html("span", { class: "chip-number" }, String(phase + 1)),
    html("span", { class: "chip-name" }, name),
  );
}
