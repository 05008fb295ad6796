/** A tape of prices: each is shown once and covered by the next; then the reader says what the profit was. */

import { numberIn } from "./numerals.js";

const NEAR = 0.005;

/** @param {ParentNode} root */
export function mount(root) {
  for (const tape of root.querySelectorAll("[data-tape]")) mountTape(/** @type {HTMLElement} */ (tape));
}

/** @param {HTMLElement} tape */
function mountTape(tape) {
  const find = /** @param {string} what */ (what) => /** @type {HTMLElement} */ (tape.querySelector(what));
  const prices = /** @type {HTMLElement[]} */ ([...tape.querySelectorAll("li")]);
  const [card, place, form, next, again] = [".tape-card", ".tape-place", "form", "[data-next]", "[data-again]"].map(
    find,
  );
  const field = /** @type {HTMLInputElement} */ (tape.querySelector("input"));
  const moral = /** @type {HTMLElement|null|undefined} */ (tape.closest("figure")?.querySelector("figcaption"));
  const profit = Number(tape.dataset.profit);
  let at = 0;

  function show() {
    card.replaceChildren(...[...prices[at].childNodes].map((node) => node.cloneNode(true)));
    place.textContent = prices[at].dataset.says ?? "";
    const isLast = at === prices.length - 1;
    next.hidden = isLast;
    form.hidden = !isLast;
    if (isLast) field.focus();
  }

  /** @param {string|null} words */
  function say(words) {
    for (const said of /** @type {NodeListOf<HTMLElement>} */ (tape.querySelectorAll("[data-said]")))
      said.hidden = said.dataset.said !== words;
  }

  /** What one had to keep is told once it was needed. @param {boolean} isTold */
  function tell(isTold) {
    moral?.toggleAttribute("data-untold", !isTold);
  }

  next.addEventListener("click", () => {
    at += 1;
    show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = numberIn(field.value);
    if (said === null) return say("unread");
    card.replaceChildren();
    place.textContent = "";
    form.hidden = true;
    again.hidden = false;
    tell(true);
    say(Math.abs(said - profit) < NEAR ? "right" : "wrong");
    again.focus();
  });
  again.addEventListener("click", () => {
    at = 0;
    field.value = "";
    again.hidden = true;
    say(null);
    show();
    next.focus();
  });
  find("ol").hidden = true;
  find(".tape-sum").hidden = true;
  tell(false);
  find(".tape-play").hidden = false;
  show();
}
