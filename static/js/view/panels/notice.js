/** What went wrong between page and server, and what to do about it. Shown only when needed. */

import { isUpload } from "../../data/model_names.js";
import { FIRST_PRESET } from "../../state/choices.js";
import { lacksInput } from "../../state/question.js";
import { domOf } from "../base/dom.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("../../state/reducer.js").Action} Action
 * @typedef {import("../../data/types.js").Problem} Problem
 * @typedef {"away"|"unknown"|"gone"|"refused"|"failed"} Kind `gone`: an uploaded model that no longer exists
 */

const MOST = 4;

/**
 * @param {Problem} problem
 * @param {boolean} hasPreset
 * @returns {Kind}
 */
export function kindOf(problem, hasPreset) {
  if (problem.status === 0) return "away";
  if (problem.errors.some(({ pointer }) => pointer === "/model/id")) return "gone";
  if (problem.status >= 500) return "failed";
  return problem.status === 404 && !hasPreset ? "unknown" : "refused";
}

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountNotice(el, { dispatch, messages, bring }) {
  const { html } = domOf(el);
  const { t, pick } = messages;
  /** The problem of a request that is being retried: it stays on the page until there is an answer. @type {Problem|null} */
  let retried = null;
  /** @type {Problem|null} */
  let last = null;
  let attempt = 0;

  /** @param {string} label @param {() => void} act */
  const button = (label, act) => html("button", { type: "button", class: "plain", onclick: act }, label);

  /** @param {Problem} problem @param {Kind} kind @param {AppState} state */
  function ways(problem, kind, state) {
    if (kind === "unknown" || kind === "gone") {
      const offered = state.presets.find(({ name }) => name === FIRST_PRESET) ?? state.presets[0];
      const name = offered?.name ?? FIRST_PRESET;
      const title = offered ? pick(offered.title) : FIRST_PRESET;
      const first = button(t("lab.notice.open_first", { model: title }), () =>
        dispatch({ type: "choose preset", name }),
      );
      return kind === "gone" ? [button(t("lab.models.bring_again"), () => bring?.()), first] : [first];
    }
    if (kind === "refused") {
      const isPins = problem.errors.some(({ pointer }) => pointer.startsWith("/pins"));
      return isPins ? [button(t("lab.pins.remove_all"), () => dispatch({ type: "remove all pins" }))] : [];
    }
    return [button(t("lab.notice.retry"), () => dispatch({ type: "retry" }))];
  }

  /** @param {Problem|null} problem @param {AppState} state @param {boolean} isUnreadable */
  function draw(problem, state, isUnreadable) {
    const hadFocus = el.matches(":focus-within");
    if (!problem) {
      const says = html("p", {}, t("lab.notice.unreadable"));
      el.replaceChildren(...(isUnreadable ? [html("div", { class: "notice notice-unreadable" }, says)] : []));
      if (hadFocus) el.closest("section")?.querySelector("select")?.focus();
      return;
    }
    const unknown = kindOf(problem, state.preset !== null);
    const kind = unknown === "unknown" && isUpload(state.wanted) ? "gone" : unknown;
    const details = kind === "refused" ? problem.errors.slice(0, MOST).map(({ detail }) => detail) : [];
    if (kind === "refused" && !details.length) details.push(problem.detail);
    const says = html(
      "div",
      {},
      html("p", {}, t(problem === retried ? "lab.notice.trying" : `lab.notice.${kind}`, { model: state.wanted })),
    );
    if (kind === "refused" && state.trace) says.append(html("p", { class: "hint" }, t("lab.notice.last_answer")));
    const { language: lang = "en" } = problem;
    if (details.length) says.append(html("ul", { lang }, ...details.map((detail) => html("li", {}, detail))));
    const actions = ways(problem, kind, state);
    el.replaceChildren(html("div", { class: `notice notice-${kind}` }, says, ...actions));
    if (hadFocus) actions[0]?.focus();
  }

  /** @type {readonly unknown[]} */
  let drawn = [];
  return (state) => {
    if (state.problem || !state.waiting) retried = null;
    else if (state.attempt !== attempt) retried = last;
    ({ problem: last, attempt } = state);
    const problem = state.problem ?? retried;
    const isUnreadable = state.preset !== null && !state.trace && !state.waiting && !lacksInput(state);
    const facts = [problem, retried, isUnreadable, state.preset, state.presets];
    if (facts.some((fact, index) => fact !== drawn[index])) draw(problem, state, isUnreadable);
    drawn = facts;
  };
}
