/**
 * The strip above the picture: the room, who one is, where one is, and the ways to go.
 *
 * @typedef {import("./state.js").SeatState} State
 * @typedef {import("./state.js").SeatAction} Action
 */

import { untilAsked } from "../../features/classroom/hidden.js";
import { isJoining } from "../../features/classroom/joining.js";
import { nicknameInWords } from "../../features/classroom/nickname.js";
import { stepCount, stepLabel } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { phaseName } from "../../view/base/words.js";
import { mountPour } from "../../view/panels/pour.js";
import { isAsked, mayRoam, roamingNow } from "./state.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<Action> & {comeBack: () => void}} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountStrip(el, { dispatch, messages, comeBack }) {
  const { html } = domOf(el);
  const { t } = messages;
  const where = html("p", { class: "seat-where" });
  const who = html("h1", { class: "seat-who" });
  const back = html("button", { type: "button", class: "button", onclick: comeBack }, t("seat.back"));
  const roam = html("button", { type: "button", class: "plain", onclick: () => dispatch({ type: "roam" }) });
  const help = html("button", { type: "button", class: "plain", onclick: askForHelp }, t("seat.help"));
  /** @param {number} by */
  const move = (by) =>
    html(
      "button",
      { type: "button", class: "plain seat-move", onclick: () => dispatch({ type: "move phase", by }) },
      t(by < 0 ? "seat.earlier" : "seat.later"),
    );
  const moves = html("div", { class: "seat-moves", role: "group", "aria-label": t("seat.moves") }, move(-1), move(1));
  const drawPour = mountPour(moves, null, { dispatch, messages });
  const away = html("p", { class: "seat-away", role: "status" });
  el.append(
    html("div", { class: "seat-lines" }, where, who),
    html("div", { class: "seat-ways" }, moves, back, roam, help),
    away,
  );
  let needsHelp = false;

  function askForHelp() {
    needsHelp = !needsHelp;
    dispatch({ type: "help", on: needsHelp });
  }

  return (state) => {
    const { room, pass, trace } = state;
    set(el, { hidden: pass === null || room === null || state.ended !== null });
    if (!room || !pass) return;
    needsHelp = state.needsHelp;
    const roaming = roamingNow(state);
    const waits = isJoining(room.state.address) && !roaming;
    const place = t(`seat.place.${waits ? "waiting" : (roaming ?? "following")}`);
    setText(where, trace && !waits && roaming !== "lab" ? `${place} · ${momentOf(untilAsked(state))}` : place);
    setText(
      who,
      [room.code, nicknameInWords(messages, pass.nickname), pass.people === 2 ? t("seat.both") : ""]
        .filter(Boolean)
        .join(" · "),
    );
    set(back, { hidden: !roaming });
    set(moves, { hidden: roaming !== "steps" });
    drawPour(state);
    const may = mayRoam(state);
    set(roam, { hidden: may === null || roaming !== null || isAsked(state) || waits || !trace });
    if (may) setText(roam, t(may === "lab" ? (state.draft ? "seat.draft" : "seat.try") : "seat.look_around"));
    set(help, { "aria-pressed": String(needsHelp) });
    setText(away, state.isAway ? t("seat.away") : "");
  };

  /** @param {State} state */
  function momentOf(state) {
    const label = stepLabel(state, messages.language, state.step);
    const values = {
      step: state.step + 1,
      steps: stepCount(state),
      phase: phaseName(messages, blueprintOf(state), state.phase),
    };
    return label ? t("seat.moment.named", { ...values, label }) : t("seat.moment", values);
  }
}
