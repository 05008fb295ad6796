/**
 * Joining: a code, one or two people, a nickname or none. What went wrong is said in one sentence, with what to do.
 *
 * @typedef {import("./state.js").SeatState} State
 * @typedef {{code: string, people: 1|2, nickname: string}} Wanted
 */

import { CODE } from "../../features/classroom/documents.js";
import { isPassing } from "../../features/classroom/repeated.js";
import { domOf, set, setText } from "../../view/base/dom.js";

/** Of a name of one's own. */
const MOST_LETTERS = 24;
/** The refusals that have a sentence of their own, by status. */
const KNOWN = Object.freeze([403, 404, 409, 410, 423]);

/**
 * @param {HTMLElement} el
 * @param {{messages: import("../../data/messages.js").Messages, code: string|null, join: (wanted: Wanted) => void,
 *   mayBeNamed: (code: string) => Promise<boolean>}} tools `code`: that of the address; `mayBeNamed`: whether that room takes names of one's own
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountJoining(el, { messages: { t }, code, join, mayBeNamed }) {
  const { html } = domOf(el);
  const field = html("input", {
    id: "code",
    class: "join-field",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: 8,
    required: true,
    value: code,
    "aria-describedby": "join-says",
  });
  const two = html("input", { type: "checkbox" });
  const unnamed = html("input", { type: "checkbox" });
  const name = html("input", { id: "own-name", class: "seat-field", autocomplete: "off", maxlength: MOST_LETTERS });
  const named = html(
    "div",
    { class: "join-name", hidden: true },
    html("label", { for: "own-name" }, t("seat.name")),
    name,
  );
  const button = html("button", { class: "button seat-button" }, t("seat.join"));
  const says = html("p", { id: "join-says", class: "join-says", role: "alert" });
  const form = html(
    "form",
    { class: "join-form", onsubmit: submit, novalidate: true },
    html("label", { for: "code" }, t("seat.code")),
    field,
    html("label", { class: "join-choice" }, two, html("span", {}, t("seat.two"))),
    named,
    html("label", { class: "join-choice" }, unnamed, html("span", {}, t("seat.unnamed"))),
    button,
    says,
  );
  el.append(html("h1", {}, t("seat.heading")), form, html("p", { class: "hint" }, t("seat.privacy")));

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const typed = written();
    field.value = typed;
    if (!CODE.test(typed)) {
      setText(says, t("seat.refused.code"));
      field.focus();
    } else join({ code: typed, people: two.checked ? 2 : 1, nickname: nickname() });
  }

  const written = () => field.value.replace(/\s/g, "").toUpperCase();
  const nickname = () => (unnamed.checked ? "none" : (!named.hidden && name.value.trim()) || "invented");

  async function look() {
    const typed = written();
    const isNamed = CODE.test(typed) && (await mayBeNamed(typed));
    if (typed === written()) named.hidden = !isNamed;
  }
  field.addEventListener("input", look);
  look();

  return ({ pass, ended, isJoining, refusal, isAway }) => {
    set(el, { hidden: pass !== null || ended === "closed" });
    set(button, { "aria-disabled": isJoining });
    const problem = refusal;
    if (isJoining) setText(says, t(isAway ? "seat.away" : "seat.joining"));
    else if (problem) setText(says, t(`seat.refused.${reasonOf(problem.status)}`));
  };
}

/** @param {number} status @returns {string} of a message */
const reasonOf = (status) =>
  KNOWN.includes(status) ? String(status) : isPassing({ status, title: "", detail: "", errors: [] }) ? "away" : "other";
