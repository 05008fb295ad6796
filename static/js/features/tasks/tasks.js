/** Tasks for the hands: each is started, tried, hinted at, checked on the true trace, or given up and shown. */

import { fromAddress } from "../../state/address.js";
import { keepsake } from "../../state/keepsake.js";
import { html, set, setText } from "../../view/base/dom.js";
import { afterwards } from "../../view/base/panel.js";
import { isDone, isOn, TASKS } from "./tasks.state.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./tasks.state.js").Task} Task
 */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").LessonTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountTasks(el, { dispatch, messages: { t } }) {
  const done = keepsake("tasks", /** @type {Record<string, "alone"|"shown">} */ ({}));
  /** @type {AppState} */
  let now;
  const { plan, run } = afterwards();
  /** The task that was started. */
  let begun = "";
  /** The solution was set by the page. @type {Set<string>} */
  const shown = new Set();
  const items = TASKS.map(mountTask);
  const clear = html("button", { type: "button", class: "plain", onclick: forget }, t("lab.class.tasks.clear"));
  el.append(html("p", { class: "hint" }, t("lab.class.tasks.hint")));
  el.append(html("ol", { class: "tasks" }, ...items.map(({ element }) => element)), clear);

  function forget() {
    done.clear();
    shown.clear();
    for (const { update } of items) update(now);
    clear.hidden = true;
  }

  /** @param {Task} task */
  function mountTask(task) {
    let hints = 0;
    const mark = html("span", { class: "task-mark", "aria-hidden": "true" });
    const said = html("span", { class: "visually-hidden" });
    const start = plain("lab.class.tasks.start", () => {
      begin(task);
      plan(() => title.focus());
    });
    const again = plain("lab.class.tasks.again", () => {
      dispatch({ type: "set pins", pins: [] });
      plan(() => giveUp.focus());
    });
    const hint = plain("lab.class.tasks.more", () => {
      hints += 1;
      update(now);
      if (hint.hidden) giveUp.focus();
    });
    const giveUp = plain("lab.class.tasks.show", () => {
      shown.add(task.id);
      dispatch({ type: "set pins", pins: task.solution });
    });
    const progress = html("p", { class: "task-progress", role: "status" });
    const list = html("ul", { class: "captions" });
    const tools = html("p", { class: "ways" }, hint, giveUp, again);
    const body = html(
      "div",
      { class: "task-body" },
      html("p", {}, t(`lab.class.task.${task.id}.says`)),
      progress,
      list,
      tools,
    );
    const title = html("h3", { tabindex: -1 }, mark, t(`lab.class.task.${task.id}`), said);
    const element = html(
      "li",
      { class: "task", "data-task": task.id },
      html("div", { class: "task-head" }, title, start),
      body,
    );

    /** @param {AppState} state */
    function update(state) {
      const isHere = begun === task.id && isOn(task, state);
      set(element, { "data-here": isHere });
      body.hidden = !isHere;
      start.hidden = isHere;
      if (isHere && state.trace && !state.waiting) check(state);
      const how = done.read()[task.id];
      set(element, { "data-done": how ?? null });
      setText(mark, how ? "✓" : "");
      setText(said, how ? ` ${t(`lab.class.tasks.${how}`)}` : "");
      for (let index = list.childElementCount; index < Math.min(hints, task.hints); index++)
        list.append(html("li", {}, t(`lab.class.task.${task.id}.hint_${index + 1}`)));
      set(hint, { hidden: hints >= task.hints });
      set(again, { hidden: !state.pins.length });
    }

    /** @param {AppState} state */
    function check({ trace, pins }) {
      if (!trace) return;
      const result = task.check(trace);
      const isSolved = isDone(result);
      if (!pins.length) shown.delete(task.id);
      const how = shown.has(task.id) ? "shown" : "alone";
      setText(progress, t(isSolved ? `lab.class.tasks.done_${how}` : "lab.class.tasks.progress", result));
      set(progress, { "data-done": isSolved });
      if (!isSolved || done.read()[task.id] === "alone" || done.read()[task.id] === how) return;
      done.write({ ...done.read(), [task.id]: how });
      clear.hidden = false;
    }
    return { element, update };
  }

  /** @param {string} id @param {() => void} onclick */
  function plain(id, onclick) {
    return html("button", { type: "button", class: "plain", onclick }, t(id));
  }

  /** @param {Task} task */
  function begin({ id, place }) {
    begun = id;
    shown.delete(id);
    const { view, speed, scope } = now;
    dispatch({ type: "restored", place: { ...fromAddress(place), view, speed, scope } });
  }

  return (state) => {
    now = state;
    for (const { update } of items) update(state);
    set(clear, { hidden: !Object.keys(done.read()).length });
    run();
  };
}
