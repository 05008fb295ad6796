/**
 * Tasks: something to do by hand. The page watches and says when it is done; readers who give up are shown one solution.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("./progress.js").Notes} Notes
 * @typedef {ReturnType<typeof import("./figures.js").startFigures>} Figures
 */

import { amount, isReached } from "../../state/goals.js";
import { domOf, handOn, set } from "../../view/base/dom.js";
import { spelt } from "./numerals.js";
import { finish } from "./progress.js";
import { isInView, keepInView, lookButton } from "./questions.js";

/** @param {Document} document @param {Messages} messages @param {Notes} notes @param {Figures} figures */
export function startTasks(document, messages, notes, figures) {
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-task]")))
    mountTask(section, messages, notes, figures);
}

/** @param {HTMLElement} section @param {Messages} messages @param {Notes} notes @param {Figures} figures */
async function mountTask(section, { t }, notes, figures) {
  const { html } = domOf(section);
  const { task = "", figureOf = "", goal = "{}", solution = "" } = section.dataset;
  /** @type {import("../../state/goals.js").Goal} */
  const tree = JSON.parse(goal);
  const verdict = /** @type {HTMLElement} */ (section.querySelector(".verdict"));
  const done = /** @type {HTMLElement} */ (section.querySelector(".done-words"));
  const words = [.../** @type {Element} */ (section.querySelector(".done-text")).childNodes];
  let isShown = false;
  set(done, { hidden: true });
  const giveUp = html("button", { type: "button", class: "skip", onclick: show }, t("learn.task.give_up"));
  verdict.before(giveUp);

  async function show() {
    const figure = await figures.wake(figureOf);
    if (!figure) return;
    isShown = true;
    figure.go(solution);
  }

  const figure = await figures.wake(figureOf);
  figure?.subscribe(look);

  /** What an answer passes on its way is not done by hand. @param {import("../../state/app_state.js").AppState} state */
  function look(state) {
    if (figure?.isWalking() && !isShown) return;
    if (section.dataset.done !== undefined || !isReached(tree, state)) return;
    section.dataset.done = "";
    const how = isShown ? "shown" : "done";
    notes.change((progress) => finish(progress, task, how));
    verdict.replaceChildren(
      html(
        "p",
        { class: "verdict-text right" },
        html("b", {}, t(`learn.task.${how}`)),
        " ",
        ...words.map((node) => node.cloneNode(true)),
      ),
    );
    tellOwn(verdict, state);
    set(verdict, { tabindex: -1 });
    handOn(giveUp, verdict);
    set(giveUp, { hidden: true });
    const element = /** @type {HTMLElement} */ (figure?.element);
    whenLetGo(element, () => {
      keepInView(verdict, element);
      if (!isInView(element)) verdict.append(lookButton(html, t, element));
    });
  }
}

/** Does something as soon as no hand is on the figure: what is under a finger must not move. @param {HTMLElement} figure @param {() => void} act */
function whenLetGo(figure, act) {
  if (figure.matches(":active")) figure.ownerDocument.addEventListener("pointerup", act, { once: true });
  else act();
}

/** Puts the numbers of the reader's run into what is said, all of them or none. @param {Element} said @param {import("../../state/app_state.js").AppState} state */
export function tellOwn(said, state) {
  const places = /** @type {HTMLElement[]} */ ([...said.querySelectorAll("[data-own]")]);
  const values = places.map(({ dataset }) => amount(JSON.parse(dataset.own ?? "0"), state));
  if (values.includes(null)) return;
  for (const [n, place] of places.entries())
    place.textContent = spelt(Number(values[n]), Number(place.dataset.decimals));
}
