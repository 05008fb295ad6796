/**
 * How to come in: the address, the code, and both as a QR code.
 *
 * The address of a room's state says where phones reach this server: `/join?at=ORIGIN` while the room waits for its class, then
 * `/lab?at=ORIGIN#...`.
 */

import { domOf, set, setText } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";

const JOIN = "/join";

/** @param {string} origin where phones reach the server */
const query = (origin) => new URLSearchParams({ at: origin });

/** The address of a room's state while people join. @param {string} origin */
export const joiningAddress = (origin) => `${JOIN}?${query(origin)}`;

/** The address of a room's state that shows a place of the Lab. @param {string} place @param {string} origin */
export const shownAddress = (place, origin) => `/lab?${query(origin)}#${place}`;

/** Whether a room waits for its class. @param {string} address of its state */
export const isJoining = (address) => address === "/" || /^\/join(\?|$)/.test(address);

/** Where phones reach the server. @param {string} address of a room's state @param {string} own origin of this page, where the address says nothing */
export function originIn(address, own) {
  const at = new URLSearchParams(/\?([^#]*)/.exec(address)?.[1] ?? "").get("at") ?? "";
  return /^https?:\/\/[\w.:[\]-]+$/.test(at) ? at : own;
}

/** An address as people read and type it. @param {string} origin */
export const bare = (origin) => origin.replace(/^https?:\/\//, "");

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").OutsideTools} tools
 */
export function mountJoining(el, { messages: { t }, outside }) {
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
    setText(code, room);
    const answer = await outside
      .fetch("/qr", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text: whole }),
      })
      .catch(() => null);
    if (!answer?.ok) return;
    const reader = new FileReader();
    reader.onload = () => set(picture, { src: String(reader.result), hidden: false });
    reader.readAsDataURL(await answer.blob());
  });

  return (/** @type {string} */ at, /** @type {import("./documents.js").Room} */ room) => {
    draw(at, room.code);
    setText(joined, t("classroom.joined", { people: room.joined }));
  };
}
