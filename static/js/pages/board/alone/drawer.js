/** The teacher's hands, in a drawer beside the picture: what is shown, how it runs, pins, questions, what is hidden. */

import { keptUploads, listOf } from "../../../state/uploads/kept.js";
import { domOf, set } from "../../../view/base/dom.js";
import { onChange } from "../../../view/base/panel.js";
import { mountChooser } from "../../../view/panels/chooser.js";
import { mountHistory } from "../../../view/panels/history_buttons.js";
import { mountPins } from "../../../view/panels/pins.js";
import { mountPour } from "../../../view/panels/pour.js";
import { mountTransport } from "../../../view/panels/transport.js";
import { mountViews } from "../../../view/stage/views.js";
import { labAddress } from "./addresses.js";
import { LISTED } from "./keys.js";
import { mountOptions } from "./options.js";

/**
 * @typedef {import("../state.js").BoardState} State
 * @param {HTMLElement} el
 * @param {import("../../../view/base/panel.js").OutsideTools<import("../state.js").BoardAction> & {fullScreen: () => void}} tools
 * @returns {import("../../../view/base/panel.js").Update<State>}
 */
export function mountDrawer(el, tools) {
  const dom = domOf(el);
  const { html } = dom;
  const { messages, dispatch, outside } = tools;
  const { t, language } = messages;
  /** @param {string} name @param {string} [id] */
  const group = (name, id = "") => html("div", { class: name, ...(id ? { role: "group", "aria-label": t(id) } : {}) });

  const places = {
    chooser: group("chooser"),
    views: group("views", "lab.view.heading"),
    history: group("tools", "lab.history.heading"),
    pour: group("pour"),
    transport: group("transport", "lab.transport.heading"),
    pins: group("pins", "lab.pins.heading"),
  };
  const opener = html(
    "button",
    {
      type: "button",
      class: "board-opener",
      "aria-label": t("board.drawer"),
      "aria-expanded": "false",
      title: t("lab.transport.tip", { name: t("board.drawer"), keys: t("board.key.drawer.keys") }),
      onclick: () => dispatch({ type: "turn", name: "drawer" }),
    },
    html("span", { "aria-hidden": "true" }, "☰"),
  );
  const options = mountOptions(dom, tools);
  const lab = html("a", { class: "button" }, t("board.to_lab"));
  const panel = html(
    "aside",
    { class: "board-drawer card", "aria-label": t("board.drawer"), hidden: true },
    places.transport,
    places.chooser,
    html("div", { class: "drawer-row" }, places.views, places.history, places.pour),
    ...options.rows,
    html("details", {}, html("summary", {}, t("lab.pins.heading")), places.pins),
    keyList(dom, t),
    html(
      "p",
      { class: "drawer-row" },
      lab,
      html("a", { class: "plain", href: outside.at(`${language === "zh" ? "/zh" : ""}/class`) }, t("board.to_class")),
    ),
  );
  el.append(opener, panel);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dispatch({ type: "alone", change: { drawer: false } });
  });

  const drawOpen = onChange((/** @type {boolean} */ isOpen) => {
    const hadFocus = panel.contains(el.ownerDocument.activeElement);
    set(panel, { hidden: !isOpen });
    set(opener, { "aria-expanded": String(isOpen) });
    if (!isOpen && hadFocus) opener.focus();
  });
  const own = listOf(keptUploads(outside.storage));
  const updates = [
    mountTransport(places.transport, tools),
    mountChooser(places.chooser, {
      ...tools,
      uploadsOf: () => own,
      showAll: () => {},
    }),
    mountViews(places.views, tools),
    mountHistory(places.history, tools),
    mountPour(places.pour, null, tools),
    mountPins(places.pins, tools),
  ];

  return (state) => {
    drawOpen(state.alone.drawer);
    if (!state.alone.drawer) return;
    for (const update of updates) update(state);
    options.update(state);
    set(lab, { href: labAddress(state, language, outside) });
  };
}

/** @param {import("../../../view/base/dom.js").Dom} dom @param {import("../../../view/base/panel.js").Messages["t"]} t */
const keyList = ({ html }, t) =>
  html(
    "details",
    {},
    html("summary", {}, t("board.keys")),
    html(
      "dl",
      { class: "drawer-keys" },
      ...LISTED.map(([id, says]) => html("div", {}, html("dt", {}, html("kbd", {}, t(says))), html("dd", {}, t(id)))),
    ),
  );
