/**
 * The seats as dots, told apart by shape as well as by colour. A dot opens what that seat looks at, to be read only.
 *
 * @typedef {import("./state.js").DeskState} State
 * @typedef {import("../../features/classroom/documents.js").Seat} Seat
 */

import { placeIn } from "../../features/classroom/documents.js";
import { nicknameInWords } from "../../features/classroom/nickname.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

/** @param {import("../../data/messages.js").Messages} messages @param {Seat} seat */
export function seatInWords(messages, { seat, nickname, people }) {
  const { t } = messages;
  const name = nicknameInWords(messages, nickname) || t("desk.seat.number", { seat });
  return people > 1 ? t("desk.seat.two", { name }) : name;
}

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").DeskAction> & {requests: import("./walk.js").Requests, attempt: (work: () => Promise<unknown>) => void,
 *   askToShow: (seat: number) => void}} tools `askToShow`: its picture, to all
 * @returns {import("../../view/base/panel.js").Update<State>}
 */
export function mountSeats(el, { messages, requests, attempt, askToShow }) {
  const { html } = domOf(el);
  const { t } = messages;
  const dots = html("ul", { class: "seats" });
  const says = html("p", { class: "hint", role: "status" });
  const [look, toAll, remove] = [
    html("a", { class: "plain", target: "_blank" }, t("desk.seat.look")),
    html("button", { type: "button", class: "plain" }, t("desk.seat.show")),
    html("button", { type: "button", class: "plain" }, t("desk.seat.remove")),
  ];
  const chosen = html("p", { class: "ways", hidden: true }, look, toAll, remove);
  el.append(dots, says, chosen);
  /** @type {number|null} */
  let picked = null;
  toAll.addEventListener("click", () => picked !== null && askToShow(picked));
  remove.addEventListener("click", () => {
    const seat = picked;
    if (seat !== null) attempt(() => requests.removeSeat(seat));
  });

  /** @type {readonly Seat[]} */
  let seats = [];
  const draw = onChange((/** @type {string} */ _key) => {
    const focused = dots.contains(el.ownerDocument.activeElement)
      ? el.ownerDocument.activeElement?.getAttribute("data-seat")
      : null;
    dots.replaceChildren(
      ...seats.map((seat) => {
        const name = t("desk.seat.says", { name: seatInWords(messages, seat), doing: t(`desk.seat.${seat.doing}`) });
        return html(
          "li",
          {},
          html("button", {
            type: "button",
            class: "seat",
            "data-seat": seat.seat,
            "data-doing": seat.doing,
            "aria-label": name,
            title: name,
            onclick: () => pick(seat.seat),
          }),
        );
      }),
    );
    if (focused) /** @type {HTMLElement|null} */ (dots.querySelector(`[data-seat="${focused}"]`))?.focus();
    show();
  });

  /** @param {number} seat */
  function pick(seat) {
    picked = seat;
    show();
  }

  function show() {
    const seat = seats.find((one) => one.seat === picked);
    set(chosen, { hidden: !seat });
    const helped = seats.filter(({ doing }) => doing === "help").length;
    setText(
      says,
      seat
        ? t("desk.seat.says", { name: seatInWords(messages, seat), doing: t(`desk.seat.${seat.doing}`) })
        : helped
          ? t("desk.seat.helped", { seats: helped })
          : "",
    );
    set(look, {
      href: seat?.address ? `${messages.language === "zh" ? "/zh" : ""}/lab#${placeIn(seat.address)}` : null,
      hidden: !seat?.address,
    });
    set(toAll, { hidden: !seat?.address || seat.doing === "away" });
  }

  return ({ desk }) => {
    seats = desk?.seats ?? [];
    draw(JSON.stringify(seats));
  };
}
