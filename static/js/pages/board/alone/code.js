/** The Lab at this moment as a QR code over the whole board, with its address. */

import { isLoopback } from "../../../data/outside.js";
import { qrPicture } from "../../../data/qr.js";
import { bare } from "../../../features/classroom/joining.js";
import { domOf, set, setText } from "../../../view/base/dom.js";
import { onChange } from "../../../view/base/panel.js";
import { labAddress } from "./addresses.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../../view/base/panel.js").OutsideTools} tools
 * @returns {import("../../../view/base/panel.js").Update<import("../state.js").BoardState>}
 */
export function mountCode(el, { messages: { t, language }, outside }) {
  const { html } = domOf(el);
  const { origin, hostname } = el.ownerDocument.location;
  const address = html("p", { class: "join-address" });
  const picture = html("img", { class: "join-picture", alt: t("classroom.join.picture"), hidden: true });
  el.append(
    html(
      "div",
      { class: "join-words" },
      html("p", {}, t("board.code.scan")),
      address,
      ...(isLoopback(hostname) ? [html("p", { class: "code-local" }, t("board.code.local"))] : []),
    ),
    picture,
  );

  const draw = onChange(async (/** @type {string} */ link) => {
    const src = await qrPicture(outside.fetch, link).catch(() => null);
    if (src) set(picture, { src, hidden: false });
  });

  return (state) => {
    set(el, { hidden: !state.alone.code });
    if (!state.alone.code) return;
    const link = `${origin}${labAddress(state, language, outside)}`;
    const short = bare(link.split("#")[0]);
    setText(address, short);
    address.style.setProperty("--length", String(short.length));
    draw(link);
  };
}
