/** Tasks to do by hand: each can be started, tried, hinted at, checked against the true trace, or given up and shown. */

import { call } from "../../data/http.js";
import { fromAddress } from "../../state/address.js";
import { keepsake } from "../../state/keepsake.js";
import { domOf, set } from "../../view/base/dom.js";
import { afterwards } from "../../view/base/panel.js";
import { mountTask } from "./task.js";
import { isOn } from "./tasks.state.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./tasks.state.js").Task} Task
 * @typedef {import("./task.js").How} How
 */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools & {path: string}} tools `path`: where the server tells the tasks
 * @returns {Promise<import("../../view/base/panel.js").Update>}
 */
export async function mountTasks(el, { dispatch, messages, outside, path }) {
  /** @type {readonly Task[]} */
  const tasks = await call(outside.fetch, path);
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const done = keepsake("tasks", /** @type {Record<string, How>} */ ({}), outside.storage);
  /** @type {AppState} */
  let now;
  const { plan, run } = afterwards();
  /** The task that was started. */
  let begun = "";
  /** Tasks whose solution was set by the page. @type {Set<string>} */
  const shown = new Set();
  const items = tasks.map((task) => ({ task, ...mountTask(dom, task, messages, bookOf(task)) }));
  const clear = html("button", { type: "button", class: "plain", onclick: forget }, t("tasks.clear"));
  el.append(html("p", { class: "hint" }, t("tasks.hint")));
  el.append(html("ol", { class: "tasks" }, ...items.map(({ element }) => element)), clear);

  /** @param {Task} task @returns {import("./task.js").Book} */
  function bookOf({ id, start, solution }) {
    return {
      how: () => done.read()[id],
      note(isSolved, isTouched) {
        if (!isTouched) shown.delete(id);
        const how = shown.has(id) ? "shown" : "alone";
        const known = done.read()[id];
        if (isSolved && known !== "alone" && known !== how) {
          done.write({ ...done.read(), [id]: how });
          clear.hidden = false;
        }
        return how;
      },
      begin() {
        begun = id;
        shown.delete(id);
        const { view, speed, scope } = now;
        dispatch({ type: "restored", place: { ...fromAddress(start), view, speed, scope } });
      },
      again: () => dispatch({ type: "set pins", pins: [] }),
      giveUp() {
        shown.add(id);
        dispatch({ type: "set pins", pins: fromAddress(solution).pins ?? [] });
      },
      redraw: draw,
      plan,
    };
  }

  function draw() {
    for (const { task, update } of items) update(now, begun === task.id && isOn(task, now));
  }

  function forget() {
    done.clear();
    shown.clear();
    draw();
    clear.hidden = true;
  }

  return (state) => {
    now = state;
    draw();
    set(clear, { hidden: !Object.keys(done.read()).length });
    run();
  };
}
