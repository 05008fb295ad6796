/**
 * One task: its words, its hints, its progress, and the way to give it up.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { set, setText } from "../../view/base/dom.js";
import { isDone } from "./tasks.state.js";

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

/** @param {Dom} dom @param {Task} task @param {import("../../data/messages.js").Messages} messages @param {Book} book */
export function mountTask({ html }, task, { t }, { how, note, begin, again, giveUp, redraw, plan }) {
  let hints = 0;
  const mark = html("span", { class: "task-mark", "aria-hidden": "true" });
  const said = html("span", { class: "visually-hidden" });
  const title = html("h3", { tabindex: -1 }, mark, t(`tasks.task.${task.id}`), said);
  const start = plain("tasks.start", () => {
    begin();
    plan(() => title.focus());
  });
  const more = plain("tasks.more", () => {
    hints += 1;
    redraw();
    if (more.hidden) show.focus();
  });
  const show = plain("tasks.show", giveUp);
  const anew = plain("tasks.again", () => {
    again();
    plan(() => show.focus());
  });
  const progress = html("p", { class: "task-progress", role: "status" });
  const list = html("ul", { class: "captions" });
  const says = html("p", {}, t(`tasks.task.${task.id}.says`));
  const body = html(
    "div",
    { class: "task-body" },
    says,
    progress,
    list,
    html("p", { class: "ways" }, more, show, anew),
  );
  const head = html("div", { class: "task-head" }, title, start);
  const element = html("li", { class: "task", "data-task": task.id }, head, body);

  /** @param {string} id @param {() => void} onclick */
  function plain(id, onclick) {
    return html("button", { type: "button", class: "plain", onclick }, t(id));
  }

  /** @param {AppState} state */
  function check({ trace, pins }) {
    if (!trace) return;
    const result = task.check(trace);
    const isSolved = isDone(result);
    const by = note(isSolved, pins.length > 0);
    setText(progress, t(isSolved ? `tasks.done_${by}` : "tasks.progress", result));
    set(progress, { "data-done": isSolved });
  }

  /** @param {AppState} state @param {boolean} isHere the task that was started, and the Lab still shows it */
  function update(state, isHere) {
    set(element, { "data-here": isHere });
    body.hidden = !isHere;
    start.hidden = isHere;
    if (isHere && state.trace && !state.waiting) check(state);
    const solved = how();
    set(element, { "data-done": solved ?? null });
    setText(mark, solved ? "✓" : "");
    setText(said, solved ? ` ${t(`tasks.${solved}`)}` : "");
    for (let index = list.childElementCount; index < Math.min(hints, task.hints); index++)
      list.append(html("li", {}, t(`tasks.task.${task.id}.hint_${index + 1}`)));
    set(more, { hidden: hints >= task.hints });
    set(anew, { hidden: !state.pins.length });
  }
  return { element, update };
}
