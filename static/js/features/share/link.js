/**
 * The address of what is shown: as a link to copy, and as a QR code.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { isLoopback } from "../../data/outside.js";
import { qrPicture } from "../../data/qr.js";
import { fitsAddress } from "../../state/fields.js";
import { set, setText } from "../../view/base/dom.js";
import { mountStudio } from "./studio.js";

/** @typedef {import("../../state/app_state.js").AppState} AppState */

/**
 * @param {Dom} dom
 * @param {import("./share.js").ShareTools} tools
 * @param {(text: string) => void} say
 * @param {(name: string, act: () => Promise<void>) => HTMLButtonElement} button
 */
export function mountLink(dom, { messages: { t }, outside, toAddress }, say, button) {
  const { document, html } = dom;
  const link = html("input", {
    id: "share-link",
    type: "text",
    readonly: true,
    "aria-label": t("lab.share.link"),
    onfocus: () => link.select(),
  });
  const hint = html("p", { class: "hint", hidden: true });
  /** @type {AppState|null} */
  let now = null;
  const studio = mountStudio(dom, t, () => now && update(now));
  const code = html("img", { class: "share-code", alt: t("lab.share.code"), hidden: true });
  const ways = [button(t("lab.share.copy"), copy), button(t("lab.share.show_code"), showCode)];

  /** Without HTTPS there is no clipboard to write to; the browser then copies the selection. */
  async function copy() {
    const clipboard = document.defaultView?.navigator.clipboard;
    if (clipboard) await clipboard.writeText(link.value);
    else {
      link.focus();
      link.select();
      if (!document.execCommand("copy")) return say(t("lab.share.copy_yourself"));
    }
    say(t("lab.share.copied"));
  }

  async function showCode() {
    const address = link.value;
    const src = await qrPicture(outside.fetch, address);
    if (address === link.value) set(code, { src, hidden: false });
  }

  /** @param {AppState} state */
  function update(state) {
    now = state;
    const { origin, pathname, hostname } = document.location;
    const limits = [
      state.preset?.upload !== undefined && t("models.share.link"),
      !fitsAddress(state) && t("models.share.long"),
      isLoopback(hostname) && t("lab.share.local"),
    ];
    setText(hint, limits.filter(Boolean).join(" "));
    set(hint, { hidden: !hint.textContent });
    const address = `${origin}${pathname}${studio.query()}#${toAddress(state)}`;
    if (address === link.value) return;
    link.value = address;
    set(code, { hidden: true });
    say("");
  }

  return { elements: [link, hint, html("div", { class: "share-buttons" }, ...ways), code, studio.element], update };
}
