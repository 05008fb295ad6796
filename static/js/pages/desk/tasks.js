/**
 * How far the class is with tasks of the Lab: a histogram for each, of nobody in particular.
 *
 * @typedef {import("./state.js").DeskState} State
 * @typedef {import("../../features/classroom/documents.js").Task} Task
 */

import { answersOf } from "../../features/classroom/bars.js";
import { domOf, set } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

/** In how many groups those stand who have not got there. */
const GROUPS = 4;

/**
 * The people in groups of equal width, and those who have done it, alone. Pure.
 *
 * @param {Task} task
 * @returns {{from: number, to: number, people: number}[]} both ends count
 */
export function howFar({ of, reached }) {
  const width = Math.ceil(of / GROUPS);
  const starts = Array.from({ length: Math.ceil(of / width) }, (_, n) => n * width);
  const groups = [
    ...starts.map((from) => ({ from, to: Math.min(from + width, of) - 1 })),
    { from: of, to: Number.POSITIVE_INFINITY },
  ];
  return groups.map(({ from, to }) => ({
    from,
    to: Math.min(to, of),
    people: reached.reduce((sum, one) => (one.reached >= from && one.reached <= to ? sum + one.people : sum), 0),
  }));
}

/**
 * @param {HTMLElement} el
 * @param {Pick<import("../../view/base/panel.js").Tools, "messages">} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountTasks(el, { messages }) {
  const dom = domOf(el);
  const { t, has } = messages;

  /** @param {string} task */
  const nameOf = (task) => (has(`tasks.task.${task}`) ? t(`tasks.task.${task}`) : task);

  const draw = onChange((/** @type {string} */ _key, /** @type {readonly Task[]} */ tasks) => {
    el.replaceChildren(
      ...tasks.flatMap((task) => [
        dom.html("p", { class: "hint" }, t("desk.task", { task: nameOf(task.task), of: task.of })),
        answersOf(
          dom,
          messages,
          { kind: "number", choices: [], truth: task.of },
          { counts: { bins: howFar(task) }, before: null },
        ),
      ]),
    );
  });

  return ({ desk }) => {
    const tasks = desk?.tasks ?? [];
    set(el, { hidden: !tasks.length });
    draw(JSON.stringify(tasks), tasks);
  };
}
