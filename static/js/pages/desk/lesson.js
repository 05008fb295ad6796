/**
 * The lesson at the desk: go to a moment, ask a question, put them in another order by dragging or by keys, save it, load it.
 *
 * @typedef {import("./state.js").DeskState} State
 * @typedef {import("./lesson.state.js").Lesson} Lesson
 * @typedef {import("./lesson.state.js").Item} Item
 */

import { stepLabel } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { phaseName } from "../../view/base/words.js";
import { added, lessonIn, moved, renamed, without } from "./lesson.state.js";
import { lessonFiles } from "./lesson_files.js";
import { createKept } from "./lesson_kept.js";
import { lessonRow } from "./lesson_row.js";
import { GRAMMAR, mayWrite } from "./state.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").DeskAction> & {requests: import("./walk.js").Requests,
 *   attempt: (work: () => Promise<unknown>) => void, ask: (question: object) => void}} tools
 */
export function mountLesson(el, { dispatch, messages, requests, attempt, ask }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const kept = createKept(requests.keepLesson);
  /** @type {State|null} */
  let now = null;
  const list = html("ol", { class: "lesson" });
  const files = lessonFiles(dom, messages, { read: kept.get, take: change });
  const add = html("button", { type: "button", class: "plain", onclick: addMoment }, t("desk.lesson.add"));
  el.append(list, files.fault, html("p", { class: "ways" }, add, ...files.buttons));

  /** @param {Lesson} next */
  function change(next) {
    attempt(() => kept.change(next).finally(redraw));
    redraw();
  }

  function addMoment() {
    if (!now) return;
    const blueprint = blueprintOf(now);
    const label = stepLabel(now, messages.language, now.step);
    const title = t("desk.lesson.moment", {
      step: now.step + 1,
      label,
      phase: phaseName(messages, blueprint, now.phase),
    });
    change(added(kept.get(), { kind: "moment", title: { en: title, zh: title }, place: GRAMMAR.toAddress(now) }));
  }

  /** @param {Item} item */
  function use(item) {
    if (item.kind === "question") return ask(item.question);
    dispatch({ type: "joining", on: false });
    dispatch({ type: "follow", place: GRAMMAR.fromAddress(item.place) });
  }

  /** @param {number} at @param {number} to */
  function move(at, to) {
    if (at === to) return;
    change(moved(kept.get(), at, to));
    const rows = list.querySelectorAll(".lesson-use");
    /** @type {HTMLElement} */ (rows[Math.max(0, Math.min(rows.length - 1, to))]).focus();
  }

  const draw = onChange((/** @type {string} */ _key) => {
    list.replaceChildren(
      ...kept.get().items.map((item, at) =>
        lessonRow(dom, messages, item, at, {
          use,
          move,
          rename: (title) => change(renamed(kept.get(), at, title)),
          remove: () => change(without(kept.get(), at)),
        }),
      ),
    );
  });

  const redraw = () => draw(JSON.stringify(kept.get()));

  return {
    /** @param {State} state */
    update(state) {
      now = state;
      const known = lessonIn(state.desk?.lesson);
      if (known) kept.hear(known);
      redraw();
      for (const button of el.querySelectorAll("button")) button.disabled = !mayWrite(state);
    },
    /** @param {Record<string, any>} question @param {string} title */
    keep: (question, title) =>
      change(added(kept.get(), { kind: "question", title: { en: title, zh: title }, question })),
  };
}
