/** How the class is run: pace, pause, freeze, all eyes here, lock, black. */

import { domOf, set } from "../../view/base/dom.js";
import { mayWrite } from "./state.js";

const SWITCHES = /** @type {const} */ (["paused", "frozen", "locked", "black"]);
const PACES = /** @type {const} */ (["follow", "within", "free"]);
/** How far from the present step a class may go within. */
const AROUND = 2;

/**
 * @typedef {import("./state.js").DeskState} State
 * @typedef {import("../../features/classroom/documents.js").Room} Room
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").DeskAction> & {requests: import("./walk.js").Requests,
 *   turn: (name: import("./switches.js").Switch) => Promise<void>, attempt: (work: () => Promise<unknown>) => void}} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountControls(el, { dispatch, messages, requests, turn, attempt }) {
  const { html } = domOf(el);
  const { t } = messages;
  let step = 0;
  let isJoining = false;
  const switches = SWITCHES.map((name) =>
    html(
      "button",
      { type: "button", class: "plain toggle", "data-switch": name, onclick: () => attempt(() => turn(name)) },
      t(`desk.${name}`),
    ),
  );
  const joining = html("button", { type: "button", class: "plain toggle", onclick: join }, t("desk.joining"));
  const eyes = html(
    "button",
    { type: "button", class: "plain", onclick: () => attempt(requests.recall) },
    t("desk.eyes"),
  );
  const pace = html(
    "select",
    { onchange: () => attempt(() => requests.run({ pace: paceOf(PACES[pace.selectedIndex], step) })) },
    ...PACES.map((mode) => html("option", { value: mode }, t(`desk.pace.${mode}`))),
  );
  el.append(joining, ...switches, eyes, html("label", { class: "choice" }, html("span", {}, t("desk.pace")), pace));

  function join() {
    isJoining = !isJoining;
    dispatch({ type: "joining", on: isJoining });
  }

  return (state) => {
    const { room } = state;
    ({ step, isJoining } = state);
    set(joining, { "aria-pressed": String(isJoining) });
    for (const [at, name] of SWITCHES.entries()) set(switches[at], { "aria-pressed": String(room?.[name] === true) });
    if (room && pace.value !== room.pace.mode) pace.value = room.pace.mode;
    const mayNot = !mayWrite(state);
    for (const part of [...switches, joining, eyes, pace]) part.disabled = mayNot;
  };
}

/** @param {Room["pace"]["mode"]} mode @param {number} step @returns {Room["pace"]} */
const paceOf = (mode, step) =>
  mode === "within"
    ? { mode, first: Math.max(0, step - AROUND), last: step + AROUND }
    : { mode, first: null, last: null };
