/**
 * A seat's own picture before the class: the seat is asked, and only if it agrees can it be shown. Afterwards the desk goes back to
 * what it showed before.
 *
 * @typedef {import("./state.js").DeskState} State
 */

import { placeIn } from "../../features/classroom/documents.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { GRAMMAR, mayWrite } from "./state.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").DeskAction> & {requests: import("./walk.js").Requests, attempt: (work: () => Promise<unknown>) => void}} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountShowing(el, { dispatch, messages: { t }, requests, attempt }) {
  const { html } = domOf(el);
  /** @type {State|null} */
  let now = null;
  /** @type {string|null} what the desk showed before */
  let before = null;
  const says = html("p", { role: "status" });
  /** @param {string} id @param {() => void} onclick */
  const button = (id, onclick) => html("button", { type: "button", class: "plain", onclick }, t(id));
  const [show, forget, back] = [
    button("desk.show.now", showNow),
    button("desk.show.forget", () => attempt(requests.forgetShowing)),
    button("desk.show.back", goBack),
  ];
  el.append(says, html("p", { class: "ways" }, show, forget, back));

  function showNow() {
    const address = now?.desk?.showing?.address;
    if (!now || !address) return;
    before ??= GRAMMAR.toAddress(now);
    dispatch({ type: "joining", on: false });
    dispatch({ type: "follow", place: GRAMMAR.fromAddress(placeIn(address)) });
    attempt(requests.forgetShowing);
  }

  function goBack() {
    if (before !== null) dispatch({ type: "follow", place: GRAMMAR.fromAddress(before) });
    before = null;
    if (now) draw(now);
  }

  /** @param {State} state */
  function draw(state) {
    const showing = state.desk?.showing ?? null;
    const agreed = showing?.agreed ?? null;
    const answer = agreed === null ? "desk.show.waits" : agreed ? "desk.show.agreed" : "desk.show.refused";
    setText(says, showing ? t(answer) : before === null ? "" : t("desk.show.shown"));
    set(el, { hidden: showing === null && before === null });
    set(show, { hidden: !agreed });
    set(forget, { hidden: showing === null });
    set(back, { hidden: before === null });
    for (const one of [show, forget, back]) one.disabled = !mayWrite(state);
  }

  return (state) => {
    now = state;
    draw(state);
  };
}
