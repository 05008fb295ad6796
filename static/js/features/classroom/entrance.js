/** How to come in: the address, the code, and both as a QR code. */

import { qrPicture } from "../../data/qr.js";
import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { bare } from "./joining.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools} tools
 */
export function mountEntrance(el, { messages: { t }, outside }) {
  const { html } = domOf(el);
  const address = html("p", { class: "join-address" });
  const code = html("p", { class: "join-code", translate: "no" });
  const joined = html("p", { class: "join-count", role: "status" });
  const picture = html("img", { class: "join-picture", alt: t("classroom.join.picture"), hidden: true });
  el.append(
    html(
      "div",
      { class: "join-words" },
      html("p", {}, t("classroom.join.open")),
      address,
      html("p", {}, t("classroom.join.code")),
      code,
      joined,
    ),
    picture,
  );

  const draw = onChange(async (/** @type {string} */ at, /** @type {string} */ room) => {
    const whole = `${at}${outside.at(`/${room}`)}`;
    setText(address, bare(at));
    address.style.setProperty("--length", String(bare(at).length));
    setText(code, room);
    const src = await qrPicture(outside.fetch, whole).catch(() => null);
    if (src) set(picture, { src, hidden: false });
  });

  return (/** @type {string} */ at, /** @type {import("./documents.js").Room} */ room) => {
    draw(at, room.code);
    setText(joined, t("classroom.joined", { people: room.joined }));
  };
}
