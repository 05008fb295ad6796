/** What lies over the page for a while: the class looks up, or everybody is called back. */

import { isJoining } from "../../features/classroom/joining.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { isAsked } from "./state.js";

/** How long everybody has to put things down, in s. */
const SECONDS = 3;

/**
 * @param {HTMLElement} el
 * @param {{messages: import("../../data/messages.js").Messages, comeBack: () => void, after: (work: () => void, ms: number) => unknown}} tools
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").SeatState>}
 */
export function mountCover(el, { messages: { t }, comeBack, after }) {
  const { html } = domOf(el);
  const says = html("p", { role: "status" });
  el.append(says);
  let isCounting = false;
  let left = 0;

  function count() {
    if (left === 0) {
      isCounting = false;
      comeBack();
    } else {
      setText(says, t("seat.called", { seconds: left }));
      left -= 1;
      after(count, 1000);
    }
  }

  return (state) => {
    const { room, pass, ended } = state;
    const isHere = room !== null && pass !== null && ended === null;
    if (isHere && state.isCalled && !isCounting) {
      isCounting = true;
      left = SECONDS;
      count();
    }
    const waits = isHere && isJoining(room.state.address) && !isAsked(state);
    const looksUp = isHere && (room.paused || room.black) && !isAsked(state);
    set(el, {
      hidden: !(isCounting || looksUp || waits),
      "data-says": isCounting ? "called" : looksUp ? "up" : "waits",
    });
    if (!isCounting) setText(says, looksUp ? t("seat.look_up") : waits ? t("seat.waits") : "");
  };
}
