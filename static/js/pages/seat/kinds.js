/**
 * How a question is answered, by its kind. Each gives what is to be put on the page, and what shows an answer that is there already.
 *
 * @typedef {import("../../features/classroom/documents.js").Question} Question
 * @typedef {import("../../features/classroom/seat_requests.js").Value} Value
 * @typedef {{dom: import("../../view/base/dom.js").Dom, messages: import("../../data/messages.js").Messages, question: Question, label: string,
 *   parts: readonly {id: string, name: string}[], give: (value: Value) => void, mark: (part: string) => void}} Tools
 *   `label`: the question; `parts`: those of the picture that can be named; `mark`: answers with the place of one
 * @typedef {{element: HTMLElement, show: (value: Value|null) => void}} Input
 */

import { choiceInWords } from "../../features/classroom/question_words.js";
import { plain } from "../../view/base/numbers.js";
import { drawValve, openingAt } from "./valve_picture.js";

const LONGEST = 280;
const STEP = 0.05;

/** @type {Readonly<Record<import("../../features/classroom/documents.js").Kind, (tools: Tools) => Input>>} */
export const INPUTS = Object.freeze({ choice, number, valve, place, sentence });

/** @param {Tools} tools @returns {Input} */
function choice({ dom: { html }, messages, question, label, give }) {
  const radios = question.choices.map(({ id }) =>
    html("input", { type: "radio", name: `answer-${question.id}`, value: id, onchange: () => give(id) }),
  );
  const element = html(
    "fieldset",
    { class: "seat-choices" },
    html("legend", { class: "visually-hidden" }, label),
    ...question.choices.map((one, at) =>
      html("label", { class: "seat-choice" }, radios[at], html("span", {}, choiceInWords(messages, one))),
    ),
  );
  return {
    element,
    show(value) {
      for (const radio of radios) radio.checked = radio.value === value;
    },
  };
}

/** @param {Tools} tools @returns {Input} */
function number({ dom: { html }, messages: { t }, label, give }) {
  const field = html("input", { class: "seat-field", inputmode: "decimal", autocomplete: "off", "aria-label": label });
  const says = html("p", { class: "seat-fault", role: "alert" });
  const element = sending(html, t("seat.send"), [field, says], () => {
    const value = Number(field.value.trim().replace(",", ".").replace("−", "-"));
    const isNumber = field.value.trim() !== "" && Number.isFinite(value);
    says.textContent = isNumber ? "" : t("seat.number.fault");
    if (isNumber) give(value);
    else field.focus();
  });
  return {
    element,
    show(value) {
      if (value !== null) field.value = String(value);
    },
  };
}

/** @param {Tools} tools @returns {Input} */
function valve({ dom, messages: { t }, label, give }) {
  const picture = drawValve(dom);
  const slider = dom.html("input", {
    type: "range",
    min: 0,
    max: 1,
    step: STEP,
    "aria-label": label,
    class: "valve-slider",
  });
  const says = dom.html("output", { class: "valve-says" });
  /** @param {number} value */
  const draw = (value) => {
    picture.open(value);
    says.textContent = t("seat.valve.guess", { value: plain(value) });
  };
  slider.addEventListener("input", () => draw(slider.valueAsNumber));
  slider.addEventListener("change", () => give(slider.valueAsNumber));
  picture.element.addEventListener("pointerdown", (event) => turn(event));
  picture.element.addEventListener("pointermove", (event) => event.buttons && turn(event));
  picture.element.addEventListener("pointerup", () => give(slider.valueAsNumber));

  /** The blade's edge goes to the finger. @param {PointerEvent} event */
  function turn(event) {
    const { top, height } = picture.element.getBoundingClientRect();
    const away = Math.abs((event.clientY - top) / height - 0.5);
    slider.value = String(openingAt(away));
    draw(slider.valueAsNumber);
  }

  slider.value = "0.5";
  picture.open(0.5);
  return {
    element: dom.html("div", { class: "valve-input" }, picture.element, slider, says),
    show(value) {
      if (value === null) return;
      slider.value = String(value);
      draw(Number(value));
    },
  };
}

/** A place is tapped in the picture, or is that of a part. @param {Tools} tools @returns {Input} */
function place({ dom: { html }, messages: { t }, parts, mark }) {
  const list = html(
    "select",
    { onchange: () => list.value && mark(list.value) },
    html("option", { value: "" }, t("seat.part")),
    ...parts.map(({ id, name }) => html("option", { value: id }, name)),
  );
  const element = html(
    "div",
    { class: "seat-place" },
    html("p", {}, t("seat.tap")),
    html("label", {}, html("span", { class: "visually-hidden" }, t("seat.part")), list),
  );
  return { element, show: () => {} };
}

/** @param {Tools} tools @returns {Input} */
function sentence({ dom: { html }, messages: { t }, label, give }) {
  const field = html("textarea", { class: "seat-field", rows: 2, maxlength: LONGEST, "aria-label": label });
  const element = sending(html, t("seat.send"), [field, html("p", { class: "hint" }, t("seat.sentence.hint"))], () => {
    if (field.value.trim()) give(field.value.trim());
    else field.focus();
  });
  return {
    element,
    show(value) {
      if (value !== null) field.value = String(value);
    },
  };
}

/** @param {import("../../view/base/dom.js").Dom["html"]} html @param {string} word @param {HTMLElement[]} parts @param {() => void} send */
const sending = (html, word, parts, send) =>
  html(
    "form",
    {
      class: "seat-sending",
      onsubmit(event) {
        event.preventDefault();
        send();
      },
    },
    ...parts,
    html("button", { class: "button seat-button" }, word),
  );
