/**
 * The sliders of a workbench: one for each weight that the reader sets; some are covered until the reader uncovers them.
 *
 * @typedef {import("../../../state/weights.js").Edit} Edit
 */

import { readEdit } from "../../../state/weights.js";
import { short } from "../../../view/base/numbers.js";

/**
 * @param {HTMLElement} section
 * @param {(edit: Edit) => void} change
 * @returns {{setAll: (weights: Record<string, number>) => void, tell: (openings: Record<string, number>|null) => void}}
 *   `tell`: shows what each small network gives, by its letter
 */
export function mountSliders(section, change) {
  const valves = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("[data-letter]")]);
  const letters = valves.map(({ dataset }) => String(dataset.letter));
  const sliders = /** @type {HTMLInputElement[]} */ ([...section.querySelectorAll("[data-place]")]);

  /** @param {HTMLInputElement} slider */
  function show(slider) {
    const text = withSign(slider.valueAsNumber);
    /** @type {HTMLElement} */ (slider.nextElementSibling).textContent = text;
    slider.setAttribute("aria-valuetext", text);
  }

  /** @param {HTMLInputElement} slider */
  function send(slider) {
    show(slider);
    for (const edit of readEdit(`${slider.dataset.place}:${slider.value}`, letters)) change(edit);
  }

  for (const slider of sliders) {
    slider.value = slider.defaultValue; // a browser may restore where the reader left it
    slider.addEventListener("input", () => send(slider));
    show(slider);
    const cover = /** @type {HTMLElement|null} */ (slider.parentElement?.querySelector(".bench-open") ?? null);
    if (cover) coverUp(slider, cover);
  }

  return {
    setAll(weights) {
      for (const slider of sliders) {
        slider.value = String(weights[String(slider.dataset.place)] ?? slider.defaultValue);
        send(slider);
        uncover(slider);
      }
    },
    tell(openings) {
      for (const valve of valves) {
        const place = /** @type {HTMLElement} */ (valve.querySelector("[data-opening]"));
        const text = openings ? short(openings[String(valve.dataset.letter)]) : "";
        if (place.textContent !== text) place.textContent = text;
      }
    },
  };
}

/** @param {HTMLInputElement} slider @param {HTMLElement} cover */
function coverUp(slider, cover) {
  slider.hidden = true;
  /** @type {HTMLElement} */ (slider.nextElementSibling).hidden = true;
  cover.addEventListener("click", () => {
    uncover(slider);
    slider.focus();
  });
}

/** @param {HTMLInputElement} slider */
function uncover(slider) {
  slider.hidden = false;
  /** @type {HTMLElement} */ (slider.nextElementSibling).hidden = false;
  slider.parentElement?.querySelector(".bench-open")?.remove();
}

/** @param {number} value */
const withSign = (value) => (value > 0 ? "+" : "") + String(value).replace("-", "−");
