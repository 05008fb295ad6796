/**
 * What is said once all runs have been tried, and what is noted down.
 *
 * @typedef {import("./judge.js").Bench} Bench
 * @typedef {import("./judge.js").Judged} Judged
 * @typedef {import("../../../state/app_state.js").AppState} AppState
 */

import { short } from "../../../view/base/numbers.js";
import { finish } from "../progress.js";
import { tellOwn } from "../tasks.js";
import { answersOf, judgedState } from "./judge.js";

/**
 * @param {HTMLElement} place
 * @param {Bench} bench
 * @param {import("../progress.js").Notes} notes
 */
export function mountVerdict(place, bench, notes) {
  const said = /** @type {HTMLElement} */ (place.querySelector(".verdict-text"));
  const task = /** @type {HTMLElement} */ (place.ownerDocument.getElementById(bench.preset.name));
  const words = /** @type {HTMLElement} */ (task.querySelector(".done-words"));
  const done = [.../** @type {Element} */ (words.querySelector(".done-text")).childNodes];
  words.hidden = true;
  let isShown = false;

  /** @param {"right"|"wrong"|""} kind @param {string[]} words */
  function say(kind, ...words) {
    said.className = `verdict-text ${kind}`.trim();
    said.textContent = words.join(" ");
    said.hidden = false;
    said.parentElement?.scrollIntoView({ block: "nearest" });
  }

  return {
    /** @param {AppState} state @param {Judged[]} runs @returns {number|null} the first that failed */
    results(state, runs) {
      const right = runs.filter(({ wrong }) => wrong === null).length;
      const failed = runs.findIndex(({ wrong }) => wrong !== null);
      if (failed < 0) {
        say("right", filled(said.dataset.all, { count: runs.length }), "");
        said.append(...done.map((node) => node.cloneNode(true)));
        tellOwn(said, judgedState(state, runs[0].trace, bench.trials[0].wanted));
        notes.change((progress) => finish(progress, task.id, isShown ? "shown" : "done"));
        place.dataset.done = "";
        return null;
      }
      const step = runs[failed].wrong ?? 0;
      const values = {
        step: step + 1,
        wanted: short(bench.trials[failed].wanted[step]),
        answered: short(answersOf(bench, runs[failed].trace)[step]),
      };
      say("wrong", filled(said.dataset.some, { right, count: runs.length }), filled(said.dataset.failed, values));
      return failed;
    },
    solved() {
      isShown = true;
      say("", String(said.dataset.solved));
    },
    failed: () => say("wrong", String(said.dataset.again)),
  };
}

/** A text with its {placeholders} filled. @param {string|undefined} text @param {Record<string, string|number>} values */
export const filled = (text, values) => String(text).replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
