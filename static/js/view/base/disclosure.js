/** A card that opens. What is in it, its code and its looks, is fetched when it is first opened. */

import { html } from "./dom.js";
import { needLater } from "./needs.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./panel.js").Tools} Tools
 * @typedef {import("./panel.js").Update} Update
 */

/**
 * @param {HTMLDetailsElement} el
 * @param {Tools} tools
 * @param {(place: HTMLElement, tools: Tools) => Promise<Update>} load mounts the content into its place
 * @returns {Update}
 */
export function mountDisclosure(el, tools, load) {
  const { t } = tools.messages;
  const body = html("div", { class: "disclosure-body" });
  const says = html("p", { class: "hint", role: "status" });
  el.append(says, body);
  /** @type {AppState|null} */
  let now = null;
  /** @type {Update|null} */
  let update = null;
  let isLoading = false;

  async function open() {
    if (update || isLoading) return;
    isLoading = true;
    says.textContent = t("lab.later.loading");
    try {
      await needLater(document, tools.messages);
      update = await load(body, tools);
      says.textContent = "";
      if (now) update(now);
    } catch (error) {
      body.replaceChildren();
      says.textContent = t("lab.later.failed");
      console.error(error);
    } finally {
      isLoading = false;
    }
  }

  el.addEventListener("toggle", () => {
    if (!el.open) return;
    if (update && now) update(now);
    else open();
  });
  return (state) => {
    now = state;
    if (el.open) update?.(state);
  };
}
