/**
 * The head of the desk: code, where phones reach it, how many have come, and what keeps them away.
 *
 * @typedef {import("./state.js").DeskState} State
 */

import { bare } from "../../features/classroom/joining.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

/** After this time without anybody the desk says what school networks do, in ms. */
const LONELY = 60_000;

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools<import("./state.js").DeskAction> & {code: string, takeOver: () => void}} tools
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountHead(el, { dispatch, messages, outside, code, takeOver }) {
  const { html } = domOf(el);
  const { t } = messages;
  const began = Date.now();
  /** @type {State|null} */
  let last = null;
  const people = html("span", { class: "desk-people" });
  const board = html(
    "a",
    {
      class: "button",
      href: outside.at(`${messages.language === "zh" ? "/zh" : ""}/board/${code}`),
      target: "memory-pipe-board",
    },
    t("desk.board"),
  );
  const address = html("select", {
    "aria-label": t("desk.address"),
    onchange: () => dispatch({ type: "origin", origin: address.value }),
  });
  const warning = html("p", { class: "desk-warning", role: "alert", hidden: true });
  const reading = html(
    "p",
    { class: "desk-warning", hidden: true },
    t("desk.reading"),
    " ",
    html("button", { type: "button", class: "plain", onclick: takeOver }, t("desk.take_over")),
  );
  el.append(
    html("p", { class: "desk-code" }, html("b", { translate: "no" }, code), people, board),
    html("p", { class: "desk-address" }, html("span", {}, t("desk.address")), address),
    warning,
    reading,
  );

  const drawAddresses = onChange(
    (
      /** @type {string} */ _key,
      /** @type {{address: string, reachable: boolean}[]} */ found,
      /** @type {string} */ origin,
    ) => {
      const own = found.some((one) => one.address === origin) ? [] : [{ address: origin, reachable: true }];
      address.replaceChildren(
        ...[...own, ...found].map((one) =>
          html(
            "option",
            { value: one.address },
            t(one.reachable ? "desk.address.works" : "desk.address.fails", { address: bare(one.address) }),
          ),
        ),
      );
      address.value = origin;
    },
  );

  /** @param {State} state */
  function update(state) {
    last = state;
    const { desk, room, origin, ended } = state;
    if (room) setText(people, t("desk.people", { joined: room.joined, present: room.present }));
    if (desk)
      drawAddresses(
        JSON.stringify([desk.addresses, origin]),
        desk.addresses,
        origin ?? el.ownerDocument.location.origin,
      );
    const key = hindrance(state, Date.now() - began);
    const why = key ? t(key) : "";
    setText(warning, why);
    set(warning, { hidden: !why });
    set(reading, { hidden: !desk?.reading_only || ended !== null });
    set(board, { hidden: ended !== null });
  }

  setTimeout(() => last && update(last), LONELY); // while nobody comes, nothing else is heard
  return update;
}

/** What keeps phones, or this desk, away from the room: a message's id, or empty. @param {State} state @param {number} waited in ms */
function hindrance({ desk, room, ended, isAway }, waited) {
  if (ended) return ended === "closed" ? "desk.ended" : ended.status === 403 ? "desk.wrong_key" : "desk.no_room";
  if (isAway) return "desk.away";
  if (desk?.loopback_only) return "desk.loopback";
  return room?.joined === 0 && waited >= LONELY ? "desk.lonely" : "";
}
