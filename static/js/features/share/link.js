/**
 * The address of what is shown: as a link to copy, and as a QR code.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 */

import { qrPicture } from "../../data/qr.js";
import { fitsAddress } from "../../state/fields.js";
import { set, setText } from "../../view/base/dom.js";

/** @typedef {import("../../state/app_state.js").AppState} AppState */

/**
 * @param {Dom} dom
 * @param {import("./share.js").ShareTools} tools
 * @param {(text: string) => void} say
 * @param {(name: string, act: () => Promise<void>) => HTMLButtonElement} button
 */
export function mountLink({ document, html }, { messages: { t }, outside, toAddress }, say, button) {
  const link = html("input", {
    id: "share-link",
    type: "text",
    readonly: true,
    "aria-label": t("lab.share.link"),
    onfocus: () => link.select(),
  });
  const hint = html("p", { class: "hint", hidden: true });
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

  return {
    elements: [link, hint, html("div", { class: "share-buttons" }, ...ways), code],
    /** @param {AppState} state */
    update(state) {
      const isUpload = state.preset?.upload !== undefined;
      const limits = [isUpload && t("models.share.link"), !fitsAddress(state) && t("models.share.long")];
      setText(hint, limits.filter(Boolean).join(" "));
      set(hint, { hidden: !hint.textContent });
      const { origin, pathname, search } = document.location;
      const address = `${origin}${pathname}${search}#${toAddress(state)}`;
      if (address === link.value) return;
      link.value = address;
      set(code, { hidden: true });
      say("");
    },
  };
}
