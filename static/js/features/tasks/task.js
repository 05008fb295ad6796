/**
 * One task: its words, its hints, its progress, and the way to give it up.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { progress } from "../../state/goals.js";
import { set, setText } from "../../view/base/dom.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./tasks.state.js").Task} Task
 * @typedef {"alone"|"shown"} How a task was solved: by its user alone, or by the page
 *
 * @typedef {object} Book what is known about a task
 * @property {() => How|undefined} how it was solved
 * @property {(isSolved: boolean, isTouched: boolean) => How} note records the outcome, and with whose help
 * @property {() => void} begin
 * @property {() => void} again
 * @property {() => void} giveUp
 * @property {() => void} redraw
 * @property {(focus: () => void) => void} plan
 */

/** @param {string} id of a task @param {(id: string) => boolean} has */
const hintsOf = (id, has) => [1, 2, 3].map((number) => `tasks.task.${id}.hint_${number}`).filter(has);

/** @param {Dom} dom @param {Task} task @param {import("../../data/messages.js").Messages} messages @param {Book} book */
export function mountTask({ html }, task, { t, has }, { how, note, begin, again, giveUp, redraw, plan }) {
  let given = 0;
  const mark = html("span", { class: "task-mark", "aria-hidden": "true" });
  const said = html("span", { class: "visually-hidden" });
  const title = html("h3", { tabindex: -1 }, mark, t(`tasks.task.${task.id}`), said);
  const start = plain("tasks.start", () => {
    begin();
    plan(() => title.focus());
  });
  const more = plain("tasks.more", () => {
    given += 1;
    redraw();
    if (more.hidden) show.focus();
  });
  const show = plain("tasks.show", giveUp);
  const anew = plain("tasks.again", () => {
    again();
    plan(() => show.focus());
  });
  const hints = hintsOf(task.id, has);
  const status = html("p", { class: "task-progress", role: "status" });
  const list = html("ul", { class: "captions" });
  const says = html("p", {}, t(`tasks.task.${task.id}.says`));
  const body = html("div", { class: "task-body" }, says, status, list, html("p", { class: "ways" }, more, show, anew));
  const head = html("div", { class: "task-head" }, title, start);
  const element = html("li", { class: "task", "data-task": task.id }, head, body);

  /** @param {string} id @param {() => void} onclick */
  function plain(id, onclick) {
    return html("button", { type: "button", class: "plain", onclick }, t(id));
  }

  /** @param {AppState} state */
  function check(state) {
    const found = progress(task.goal, state);
    if (!found) return;
    const isSolved = found.reached === found.of;
    const by = note(isSolved, state.pins.length > 0);
    setText(status, t(isSolved ? `tasks.done_${by}` : "tasks.progress", found));
    set(status, { "data-done": isSolved, "data-reached": found.reached, "data-of": found.of });
  }

  /** @param {AppState} state @param {boolean} isHere the task that was started, and the Lab still shows it */
  function update(state, isHere) {
    set(element, { "data-here": isHere });
    body.hidden = !isHere;
    start.hidden = isHere;
    if (isHere) check(state);
    const solved = how();
    set(element, { "data-done": solved ?? null });
    setText(mark, solved ? "✓" : "");
    setText(said, solved ? ` ${t(`tasks.${solved}`)}` : "");
    for (const hint of hints.slice(list.childElementCount, given)) list.append(html("li", {}, t(hint)));
    set(more, { hidden: given >= hints.length });
    set(anew, { hidden: !state.pins.length });
  }
  return { element, update };
}
