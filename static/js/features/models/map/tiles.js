/**
 * The map itself: one tile per unit, deeper in colour for greater values. One tab stop; arrow keys move between tiles.
 *
 * @typedef {import("../../../view/base/dom.js").Dom} Dom
 */

import { domOf, set, setText } from "../../../view/base/dom.js";
import { plain } from "../../../view/base/numbers.js";
import { onChange } from "../../../view/base/panel.js";
import { keyedRows } from "../../../view/base/rows.js";
import { measuresOf, valuesOf } from "./ranking.state.js";
import { ROLES } from "./roles.js";

/**
 * @typedef {import("./map.js").MapView} MapView
 * @typedef {{unit: number, element: HTMLButtonElement, value: HTMLElement}} Tile
 */

/**
 * @param {HTMLElement} el
 * @param {import("../../../data/messages.js").Messages} messages
 * @param {(unit: number) => void} toggle
 * @returns {(view: MapView) => void}
 */
export function mountTiles(el, { t }, toggle) {
  const dom = domOf(el);
  const { html } = dom;
  /** @type {MapView|null} */
  let now = null;
  /** @type {Tile[]} */
  let tiles = [];
  const grid = html("div", { class: "map-grid", role: "group", "aria-label": t("models.map.tiles") });
  const tip = html("p", { class: "map-tip", "aria-hidden": "true" });
  el.append(grid, tip);
  grid.addEventListener("keydown", (event) => walk(event, tiles));
  const rows = keyedRows(grid, (/** @type {number} */ unit) => build(dom, unit, toggle, tell));

  /** All measures of one unit, as a tooltip; its label says the same. @param {number} unit */
  function tell(unit) {
    setText(tip, inWords(unit));
  }

  /** @param {number} unit */
  function inWords(unit) {
    const measures = now?.measures;
    if (!measures) return "";
    const values = measuresOf(measures).map(
      (name) => `${t(`models.map.${name}`)} ${plain(valuesOf(measures, name)[unit])}`,
    );
    return t("models.map.unit", { unit: unit + 1, values: values.join(t("models.map.separator")) });
  }

  const order = onChange((/** @type {string} */ _order, /** @type {readonly number[]} */ units) => {
    tiles = rows.show(units);
    const { activeElement } = grid.ownerDocument;
    stopAt(tiles, grid.contains(activeElement) ? activeElement : tiles[0].element);
  });

  return (view) => {
    now = view;
    const { measures, measure, full, shown } = view;
    const values = valuesOf(measures, measure);
    order(String(view.units), view.units);
    el.className = `map-tiles role-${ROLES[measure]}`;
    for (const { unit, element, value } of tiles) {
      setText(value, plain(values[unit]));
      element.style.setProperty("--heat", String(Math.max(0, Math.min(1, values[unit] / full))));
      set(element, {
        "aria-pressed": String(shown.includes(unit)),
        "aria-label": inWords(unit),
        "data-unit": unit,
        "data-value": values[unit],
      });
    }
  };
}

/** @param {Dom} dom @param {number} unit @param {(unit: number) => void} toggle @param {(unit: number) => void} tell @returns {Tile} */
function build({ html }, unit, toggle, tell) {
  const value = html("span", { class: "map-value" });
  const element = html(
    "button",
    {
      type: "button",
      class: "map-tile",
      tabindex: -1,
      onclick: () => toggle(unit),
      onfocus: () => tell(unit),
      onpointerenter: () => tell(unit),
    },
    html("b", {}, String(unit + 1)),
    value,
  );
  return { unit, element, value };
}

/** Arrow keys move between tiles as they are arranged in lines. @param {KeyboardEvent} event @param {readonly Tile[]} tiles */
function walk(event, tiles) {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const here = tiles.findIndex(({ element }) => element === target);
  if (here < 0 || ctrlKey || metaKey || altKey) return;
  const columns = tiles.filter(({ element }) => element.offsetTop === tiles[0].element.offsetTop).length;
  const next = {
    ArrowRight: here + 1,
    ArrowLeft: here - 1,
    ArrowDown: here + columns,
    ArrowUp: here - columns,
    Home: 0,
    End: tiles.length - 1,
  }[key];
  if (next === undefined) return;
  event.preventDefault();
  const tile = tiles[next];
  if (!tile) return;
  stopAt(tiles, tile.element);
  tile.element.focus();
}

/** The one tab stop of all tiles. @param {readonly Tile[]} tiles @param {Element|null} stop */
function stopAt(tiles, stop) {
  for (const { element } of tiles) set(element, { tabindex: element === stop ? 0 : -1 });
}
