/** The sheet of all keys, generated from the table that the page listens to; it also leads to the tour and to the class. */

import { domOf } from "../../view/base/dom.js";

/** Keys of a focused valve: what each does, and its names. */
const VALVE_KEYS = /** @type {const} */ ([
  ["keys.valve.turn", "keys.valve.turn.keys"],
  ["keys.valve.far", "keys.valve.far.keys"],
  ["keys.valve.ends", "keys.valve.ends.keys"],
  ["keys.valve.lane", "keys.valve.lane.keys"],
  ["keys.valve.look", "keys.valve.look.keys"],
  ["keys.valve.release", "keys.valve.release.keys"],
]);

/**
 * @typedef {object} Ways what the page adds
 * @property {readonly {name: string, keys: readonly {id: string, says: string}[]}[]} keys the composed table
 * @property {() => void} takeTour
 * @property {() => string} boardOf where the board shows this moment
 */

/**
 * @param {HTMLElement} place
 * @param {import("../../view/base/panel.js").Tools<import("./keys.state.js").KeysAction> & Ways} tools
 * @returns {import("../../view/base/panel.js").Update<import("./keys.state.js").KeysState>}
 */
export function mountSheet(place, { dispatch, messages: { t }, keys, takeTour, boardOf }) {
  const { document, html } = domOf(place);
  /** @type {Element|null} */
  let opener = null;

  /** @param {string} heading @param {readonly (readonly [string, string])[]} rows message ids */
  const table = (heading, rows) => [
    html("h3", {}, t(heading)),
    html(
      "dl",
      { class: "key-list" },
      ...rows.map(([id, says]) => html("div", {}, html("dt", {}, html("kbd", {}, t(says))), html("dd", {}, t(id)))),
    ),
  ];
  /** @param {string} name of the groups */
  const rows = (name) => {
    const known = keys.filter((group) => group.name === name).flatMap((group) => group.keys);
    return [...new Map(known.map(({ id, says }) => [id, says])).entries()];
  };
  /** @param {string} id @param {() => void} go */
  const way = (id, go) => html("button", { type: "button", class: "plain", onclick: () => leaveFor(go) }, t(id));

  const board = html("a", { class: "plain" }, t("keys.board"));
  const close = html(
    "button",
    { type: "button", class: "remove", "aria-label": t("keys.sheet.close"), onclick: () => dialog.close() },
    "×",
  );
  const dialog = html(
    "dialog",
    { class: "sheet", "aria-labelledby": "sheet-heading" },
    html("header", {}, html("h2", { id: "sheet-heading" }, t("keys.sheet.heading")), close),
    html(
      "div",
      { class: "sheet-columns" },
      html("div", {}, ...table("keys.sheet.always", rows("always"))),
      html("div", {}, ...table("keys.sheet.valve", VALVE_KEYS), ...table("keys.sheet.question", rows("question"))),
    ),
    html("p", { class: "sheet-ways" }, way("lab.tour.take", takeTour), board),
  );
  dialog.addEventListener("close", () => {
    dispatch({ type: "sheet", on: false });
    if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => event.key === "?" && dialog.close());
  place.append(dialog);

  /** @param {() => void} go */
  function leaveFor(go) {
    dialog.close();
    go();
  }

  return ({ sheet }) => {
    if (sheet && !dialog.open) {
      opener = document.activeElement;
      board.href = boardOf();
      dialog.showModal();
    }
  };
}
