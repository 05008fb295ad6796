/**
 * A part of the page that is fetched when it is first wanted. There is one way to say that it is loading, and one to say that
 * it has failed, with a button to try again.
 *
 * @typedef {import("./panel.js").Messages} Messages
 */

import { domOf, set } from "./dom.js";
import { BROUGHT } from "./reveal.js";

/** How far below the window a slot is near. */
const NEAR = "200px";

/**
 * Waits while something is pressed: what arrives may move it away from under the hand, and the press would be lost.
 *
 * @param {Document} document
 */
async function handsOff(document) {
  while (document.querySelector(":active")) await new Promise(requestAnimationFrame);
}

/**
 * @template State
 * @typedef {import("./panel.js").Update<State>} Update
 */

/**
 * @template {{messages: Messages}} Tools
 * @template State
 * @typedef {(place: HTMLElement, tools: Tools) => Update<State>|Promise<Update<State>>} Mount
 */

/**
 * A part that the state asks for; otherwise its slot is hidden.
 *
 * @template {{messages: Messages}} Tools
 * @template State
 * @param {HTMLElement} slot
 * @param {Tools} tools
 * @param {() => Promise<Mount<Tools, State>>} open fetches what mounts it
 * @param {(state: State) => boolean} isWanted
 * @param {(state: State) => boolean} [hasPlace] whether its slot is shown, with or without it
 * @returns {Update<State>}
 */
export function part(slot, tools, open, isWanted, hasPlace = isWanted) {
  const { want, forget, show } = fetched(slot, tools, open);
  return (state) => {
    set(slot, { hidden: !hasPlace(state) });
    show(state);
    if (isWanted(state)) want();
    else forget();
  };
}

/**
 * A part that the state asks for, far down on the page: it is fetched when its slot comes near the window.
 *
 * @template {{messages: Messages}} Tools
 * @template State
 * @param {HTMLElement} slot
 * @param {Tools} tools
 * @param {() => Promise<Mount<Tools, State>>} open fetches what mounts it
 * @param {(state: State) => boolean} isWanted
 * @returns {Update<State>}
 */
export function partBelow(slot, tools, open, isWanted) {
  /** @type {State|null} */
  let now = null;
  let isNear = false;
  const update = part(slot, tools, open, (/** @type {State} */ state) => isNear && isWanted(state), isWanted);
  const observer = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      isNear = true;
      observer.disconnect();
      if (now !== null) update(now);
    },
    { rootMargin: NEAR },
  );
  return (state) => {
    now = state;
    update(state);
    if (isWanted(state) && !isNear) observer.observe(slot); // not before: while nothing above it is drawn, it would seem near
  };
}

/**
 * A part in a card that can be opened; while it is closed, nothing in it is drawn.
 *
 * @template {{messages: Messages}} Tools
 * @template State
 * @param {HTMLDetailsElement} el
 * @param {Tools} tools
 * @param {() => Promise<Mount<Tools, State>>} open fetches what mounts it
 * @returns {Update<State>}
 */
export function card(el, tools, open) {
  const { want, forget, show } = fetched(el, tools, open);
  /** @type {State|null} */
  let now = null;
  el.addEventListener("toggle", () => {
    if (now && el.open) show(now);
    if (el.open) want();
    else forget();
  });
  return (state) => {
    now = state;
    if (el.open) show(state);
  };
}

/**
 * @template {{messages: Messages}} Tools
 * @template State
 * @param {HTMLElement} slot
 * @param {Tools} tools
 * @param {() => Promise<Mount<Tools, State>>} open
 */
function fetched(slot, tools, open) {
  const { html } = domOf(slot);
  const { t } = tools.messages;
  const says = html("p", { class: "hint part-says", role: "status" });
  const body = html("div", { class: "part-body" });
  slot.append(says, body);
  /** @type {State|null} */
  let now = null;
  /** @type {Update<State>|null} */
  let update = null;
  /** @type {"waits"|"loads"|"failed"} */
  let stage = "waits";

  async function load() {
    stage = "loads";
    const hadFocus = says.matches(":focus-within");
    await handsOff(slot.ownerDocument);
    says.textContent = t("lab.door.loading");
    try {
      const mount = await open();
      await handsOff(slot.ownerDocument);
      update = await mount(body, tools);
      says.textContent = "";
      if (now) update(now);
      if (hadFocus) slot.querySelector("summary")?.focus();
      slot.dispatchEvent(new Event(BROUGHT));
    } catch (error) {
      console.error(error);
      stage = "failed";
      body.replaceChildren();
      update = null;
      const again = html("button", { type: "button", class: "plain", onclick: load }, t("lab.notice.retry"));
      says.replaceChildren(t("lab.door.failed"), " ", again);
      if (hadFocus) again.focus();
    }
  }

  return {
    want() {
      if (stage === "waits") load();
    },
    /** A failure is forgotten once the part is no longer wanted, so that it is tried again next time. */
    forget() {
      if (stage !== "failed") return;
      stage = "waits";
      says.textContent = "";
    },
    /** @param {State} state */
    show(state) {
      now = state;
      update?.(state);
    },
  };
}
