/**
 * An answer that is typed: a number, near enough to the right one or to a mistake that has words of its own.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

import { domOf, handOn, set } from "../../view/base/dom.js";
import { numberIn } from "./numerals.js";

/**
 * The answer that a number is meant for, or -1.
 *
 * @param {number} said
 * @param {readonly number[]} values
 * @param {number} within how far it may be off
 */
export function nearest(said, values, within) {
  const away = values.map((value) => Math.abs(said - value));
  const least = Math.min(...away);
  return least <= within + 1e-9 ? away.indexOf(least) : -1;
}

/**
 * Puts a field in the place of the choices.
 *
 * @param {HTMLElement} section
 * @param {readonly HTMLElement[]} rows
 * @param {Messages} messages
 * @param {(index: number) => void} choose -1: an answer without words of its own
 */
export function mountField(section, rows, { t }, choose) {
  const { html } = domOf(section);
  const values = rows.map((row) => Number(row.dataset.value));
  const unread = html("p", { class: "typed-unread", role: "alert", hidden: true }, t("learn.question.unread"));
  const field = html("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-labelledby": `${section.id}-ask`,
  });
  const button = html("button", { type: "submit", class: "button" }, t("learn.question.check"));
  const form = html(
    "form",
    { class: "typed", onsubmit: check },
    field,
    html("span", { class: "typed-unit" }, section.dataset.unit ?? ""),
    button,
  );
  const list = /** @type {HTMLElement} */ (section.querySelector(".choices"));
  list.hidden = true;
  list.before(form, unread);

  /** @param {Event} event */
  function check(event) {
    event.preventDefault();
    const said = numberIn(field.value.replace(/[%％]\s*$/, ""));
    unread.hidden = said !== null;
    if (said !== null) choose(nearest(said, values, Number(section.dataset.within)));
  }

  /** @param {boolean} is */
  function close(is) {
    field.readOnly = is;
    handOn(button, field);
    set(button, { hidden: is });
    unread.hidden = true;
  }

  return {
    answered: () => close(true),
    again() {
      close(false);
      field.value = "";
      field.focus();
    },
  };
}
