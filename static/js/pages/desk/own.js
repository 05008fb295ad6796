/**
 * A question of the teacher's own: choices, a number, or one sentence. Its words are the same in both languages.
 *
 * @typedef {import("../../features/classroom/documents.js").Kind} Kind
 */

import { domOf, set, setText } from "../../view/base/dom.js";

const KINDS = /** @type {const} */ (["choice", "number", "place", "sentence"]);

/**
 * @param {HTMLElement} el
 * @param {{messages: import("../../data/messages.js").Messages, ask: (question: object) => void, keep: (question: object) => void}} tools
 */
export function mountOwn(el, { messages: { t }, ask, keep }) {
  const { html } = domOf(el);
  const kind = html(
    "select",
    { onchange: show },
    ...KINDS.map((one) => html("option", { value: one }, t(`desk.own.${one}`))),
  );
  const text = html("input", { type: "text", maxlength: 500, required: true });
  const choices = html("textarea", { rows: 3 });
  const truth = html("input", { type: "text", inputmode: "decimal" });
  const near = html("input", { type: "text", inputmode: "decimal" });
  const fault = html("p", { class: "desk-warning", role: "alert", hidden: true });
  const labelled = (/** @type {string} */ id, /** @type {HTMLElement} */ input) =>
    html("label", {}, html("span", {}, t(id)), input);
  const parts = {
    choices: labelled("desk.own.choices", choices),
    truth: labelled("desk.own.truth", truth),
    near: labelled("desk.own.near", near),
  };
  const form = html(
    "form",
    { class: "own-form", onsubmit: (event) => send(event, ask) },
    labelled("desk.own.kind", kind),
    labelled("desk.own.text", text),
    ...Object.values(parts),
    fault,
    html(
      "p",
      { class: "ways" },
      html("button", { class: "plain" }, t("desk.ask")),
      html("button", { type: "button", class: "plain", onclick: (event) => send(event, keep) }, t("desk.own.keep")),
    ),
  );
  el.append(form);
  show();

  function show() {
    set(parts.choices, { hidden: kind.value !== "choice" });
    for (const part of [parts.truth, parts.near]) set(part, { hidden: kind.value !== "number" });
  }

  /** @param {Event} event @param {(question: object) => void} use */
  function send(event, use) {
    event.preventDefault();
    const made = questionFrom({
      kind: /** @type {Kind} */ (kind.value),
      text: text.value,
      choices: choices.value,
      truth: truth.value,
      near: near.value,
    });
    setText(fault, typeof made === "string" ? t(`desk.own.fault.${made}`) : "");
    set(fault, { hidden: typeof made !== "string" });
    if (typeof made === "string") return;
    use(made);
    for (const field of [text, choices, truth, near]) field.value = "";
  }
}

/**
 * The question that was typed, or what is wrong with it. The right choice has an asterisk before it.
 *
 * @param {{kind: Kind, text: string, choices: string, truth: string, near: string}} typed
 * @returns {object|"text"|"choices"|"number"}
 */
export function questionFrom({ kind, text, choices, truth, near }) {
  const both = (/** @type {string} */ words) => ({ en: words, zh: words });
  const plain = {
    kind,
    text: both(text.trim()),
    generated: null,
    choices: [],
    about: null,
    truth: null,
    tolerance: null,
    sentence: null,
  };
  if (!text.trim()) return "text";
  if (kind === "choice") {
    const lines = choices
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length < 2 || lines.length > 6) return "choices";
    const right = lines.findIndex((line) => line.startsWith("*"));
    const named = lines.map((line, at) => ({
      id: String.fromCharCode(97 + at),
      text: both(line.replace(/^\*\s*/, "")),
    }));
    return { ...plain, choices: named, truth: right < 0 ? null : named[right].id };
  }
  if (kind !== "number" || !truth.trim()) return plain;
  const [value, tolerance] = [numberIn(truth), near.trim() ? numberIn(near) : 0];
  return Number.isFinite(value) && Number.isFinite(tolerance) && tolerance >= 0
    ? { ...plain, truth: value, tolerance }
    : "number";
}

/** A number as it is typed anywhere. @param {string} text */
const numberIn = (text) => Number(text.trim().replace(",", ".").replace("−", "-"));
