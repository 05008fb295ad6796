/**
 * What can be asked: questions from the true run about the lane in the spotlight, and the teacher's own.
 *
 * @typedef {import("./state.js").DeskState} State
 * @typedef {import("./proposals.js").Proposal} Proposal
 */

import { askedInWords, truthInWords } from "../../features/classroom/question_words.js";
import { questionOf } from "../../features/classroom/room.state.js";
import { domOf, set } from "../../view/base/dom.js";
import { latest, onChange } from "../../view/base/panel.js";
import { mountOwn } from "./own.js";
import { proposalsOf } from "./proposals.js";
import { mayWrite } from "./state.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").DeskAction> & {ask: (question: object) => void, keep: (question: object) => void}} tools
 *   `ask`: opens it; `keep`: puts it into the lesson
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountAsking(el, { dispatch, messages, ask, keep }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const lane = html("select", { onchange: () => dispatch({ type: "look at unit", unit: Number(lane.value) }) });
  const list = html("ul", { class: "proposals" });
  const none = html("p", { class: "hint" }, t("desk.ask.none"));
  const own = html("details", { class: "own-question" }, html("summary", {}, t("desk.ask.own")));
  mountOwn(own, { messages, ask, keep });
  el.append(html("label", { class: "choice" }, html("span", {}, t("classroom.about")), lane), list, none, own);

  /** @type {State|null} */
  let now = null;
  const lookFor = latest((/** @type {State["trace"]} */ _trace, /** @type {string} */ _moment) =>
    now ? proposalsOf(now) : [],
  );

  const drawLanes = onChange((/** @type {readonly number[]} */ shown) => {
    lane.replaceChildren(
      ...shown.map((unit) => html("option", { value: unit }, t("board.memory.lane", { lane: unit + 1 }))),
    );
  });

  /** The question as it stands in exports. @param {Proposal} proposal */
  function said(proposal) {
    const words = askedInWords(messages, /** @type {any} */ (proposal));
    return { en: words, zh: words };
  }

  const draw = onChange((/** @type {readonly Proposal[]} */ proposals, /** @type {boolean} */ mayAsk) => {
    list.replaceChildren(
      ...proposals.map((proposal) =>
        html(
          "li",
          {},
          html("span", {}, askedInWords(messages, /** @type {any} */ (proposal))),
          html("span", { class: "proposal-truth" }, truthInWords(messages, /** @type {any} */ (proposal))),
          html(
            "button",
            {
              type: "button",
              class: "plain",
              disabled: !mayAsk,
              onclick: () => ask({ ...proposal, text: said(proposal) }),
            },
            t("desk.ask"),
          ),
        ),
      ),
    );
    set(none, { hidden: proposals.length > 0 });
  });

  return (state) => {
    const { trace, waiting, step, phase, pins, unit, shown } = state;
    now = state;
    set(el, { hidden: questionOf(state) !== null });
    drawLanes(shown);
    if (lane.value !== String(unit)) lane.value = String(unit);
    if (waiting || !trace) return;
    draw(lookFor(trace, JSON.stringify([step, phase, pins, unit])), mayWrite(state));
  };
}
