/** Moving through the run: buttons for phases and steps, play, speed, and the phases by name. */

import { SPEEDS } from "../../state/app_state.js";
import { stepCount } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { html, set, setText } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { onChange } from "../base/panel.js";
import { unitWord } from "../base/words.js";

/**
 * @typedef {import("../../state/reducer.js").Action} Action
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
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountTransport(el, { dispatch, messages }) {
  const { t } = messages;
  let step = 0;

  /** @param {Move} move */
  function moveButton({ id, icon: name, keys, action }) {
    const label = t(`lab.transport.${id}`);
    const button = html(
      "button",
      { type: "button", class: "tool", "data-move": id, "aria-label": label, "aria-keyshortcuts": keys },
      icon(name),
    );
    button.title = t("lab.transport.tip", { name: label, keys: t(`lab.transport.${id}.keys`) });
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") dispatch(action);
    });
    return button;
  }

  const back = BACKWARD.map(moveButton);
  const forward = FORWARD.map(moveButton);
  const playIcon = icon("play");
  const pauseIcon = icon("pause");
  const playLabel = html("span", {});
  const play = html(
    "button",
    {
      type: "button",
      class: "tool play",
      "aria-keyshortcuts": "Space",
      onclick: () => dispatch({ type: "toggle play" }),
    },
    playIcon,
    pauseIcon,
    playLabel,
  );
  const speed = html(
    "select",
    { onchange: () => dispatch({ type: "speed", value: Number(speed.value) }) },
    ...SPEEDS.map((value) => html("option", { value }, t("lab.transport.times", { speed: value }))),
  );

  /** @param {import("../../unit/blueprint.js").Blueprint} blueprint */
  const chipsOf = (blueprint) => blueprint.phases.map((phase, index) => chip(blueprint, phase, index));

  /** @param {import("../../unit/blueprint.js").Blueprint} blueprint @param {import("../../unit/blueprint.js").Phase} phase @param {number} index */
  function chip(blueprint, phase, index) {
    const name = unitWord(messages, blueprint, `lab.phase.${phase.id}`);
    return html(
      "button",
      {
        type: "button",
        class: `chip role-${phase.role}`,
        title: name,
        "data-phase": phase.id,
        onclick: () => dispatch({ type: "seek", step, phase: index }),
      },
      html("span", { class: "chip-number" }, String(index + 1)),
      html("span", { class: "chip-name" }, name),
    );
  }

  /** @type {HTMLButtonElement[]} */
  let chips = [];
  const list = html("ol", { class: "chips", "aria-label": t("lab.transport.phases") });
  const drawChips = onChange((/** @type {import("../../unit/blueprint.js").Blueprint} */ blueprint) => {
    chips = chipsOf(blueprint);
    list.replaceChildren(...chips.map((each) => html("li", {}, each)));
  });

  el.append(
    html("div", { class: "tools" }, ...back, play, ...forward),
    html("label", { class: "choice speed" }, html("span", {}, t("lab.transport.speed")), speed),
    list,
  );

  const drawPlay = onChange((/** @type {boolean} */ playing) => {
    playIcon.toggleAttribute("hidden", playing);
    pauseIcon.toggleAttribute("hidden", !playing);
    const label = t(playing ? "lab.transport.pause" : "lab.transport.play");
    setText(playLabel, label);
    play.title = t("lab.transport.tip", { name: label, keys: t("lab.transport.play.keys") });
  });

  return (state) => {
    step = state.step;
    const blueprint = blueprintOf(state);
    drawChips(blueprint);
    const lastStep = stepCount(state) - 1;
    const atStart = state.step === 0 && state.phase === 0;
    const atEnd = state.step >= lastStep && state.phase === blueprint.phases.length - 1;
    /** @type {readonly [HTMLElement, boolean][]} */
    const stops = [
      [back[0], atStart],
      [back[1], state.step === 0],
      [back[2], atStart],
      [forward[0], atEnd],
      [forward[1], state.step >= lastStep],
      [forward[2], atEnd],
    ];
    for (const [button, stopped] of stops) set(button, { "aria-disabled": stopped ? "true" : null });
    drawPlay(state.playing);
    if (speed.value !== String(state.speed)) speed.value = String(state.speed);
    for (const [index, each] of chips.entries()) {
      set(each, { "aria-current": index === state.phase ? "step" : null, "data-done": index < state.phase });
    }
  };
}
