/** The whole Lab, in a frame of its own below the strip: it is fetched when somebody may try things and wants to. */

import { domOf, set } from "../../view/base/dom.js";
import { GRAMMAR, roamingNow } from "./state.js";

/**
 * @param {HTMLElement} el
 * @param {{messages: import("../../data/messages.js").Messages, lab: string}} tools `lab`: its address
 */
export function mountLab(el, { messages, lab }) {
  const { html } = domOf(el);
  /** @type {HTMLIFrameElement|null} */
  let frame = null;

  return {
    /** @param {import("./state.js").SeatState} state */
    update(state) {
      const isRoaming = state.roaming === "lab" && state.ended === null;
      if (isRoaming && !frame) {
        frame = html("iframe", {
          class: "seat-lab-frame",
          title: messages.t("seat.lab"),
          src: `${lab}#${state.draft ?? GRAMMAR.toAddress(state)}`,
        });
        el.append(frame);
      } else if (!isRoaming && frame) {
        frame.remove();
        frame = null;
      }
      set(el, { hidden: roamingNow(state) !== "lab" || !isRoaming });
    },
    /** How far somebody is with the task that was started there. @returns {import("../../features/classroom/seat_requests.js").Trial|null} */
    trial() {
      const status = frame?.contentDocument?.querySelector(".task[data-here] [data-of]");
      const task = status?.closest(".task")?.getAttribute("data-task");
      if (!status || !task) return null;
      return { task, reached: Number(status.getAttribute("data-reached")), of: Number(status.getAttribute("data-of")) };
    },
    /** Where it is: the part of its address that says what is shown. */
    place: () => frame?.contentWindow?.location.hash.slice(1) || null,
  };
}
