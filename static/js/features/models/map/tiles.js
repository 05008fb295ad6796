/** The map itself: a tile a unit, the deeper its colour the greater its value. One tab stop; arrow keys go from tile to tile. */

import { html, set, setText } from "../../../view/base/dom.js";
import { plain } from "../../../view/base/numbers.js";
import { MEASURES } from "./ranking.state.js";
import { ROLES } from "./roles.js";

/**
 * @typedef {import("./map.js").MapView} MapView
 * @typedef {{element: HTMLButtonElement, value: HTMLElement}} Tile
 */

/**
 * @param {HTMLElement} el
 * @param {import("../../../data/messages.js").Messages} messages
 * @param {(unit: number) => void} toggle
 * @returns {(view: MapView) => void}
 */
export function mountTiles(el, { t }, toggle) {
  /** @type {Tile[]} */
  let tiles = [];
  /** @type {readonly number[]} */
  let units = [];
  /** @type {MapView|null} */
  let now = null;
  const grid = html("div", { class: "map-grid", role: "group", "aria-label": t("lab.own.map.tiles"), onkeydown: move });
  const tip = html("p", { class: "map-tip", "aria-hidden": "true" });
  el.append(grid, tip);

  /** @param {Event} event */
  function move(event) {
    const { key, ctrlKey, metaKey, altKey } = /** @type {KeyboardEvent} */ (event);
    const here = units.findIndex((unit) => tiles[unit].element === event.target);
    if (here < 0 || ctrlKey || metaKey || altKey) return;
    const columns = units.filter((unit) => tiles[unit].element.offsetTop === tiles[units[0]].element.offsetTop).length;
    const next = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      ArrowDown: here + columns,
      ArrowUp: here - columns,
      Home: 0,
      End: units.length - 1,
    }[key];
    if (next === undefined) return;
    event.preventDefault();
    const tile = tiles[units[next]];
    if (tile) focus(tile.element);
  }

  /** @param {HTMLElement} element the grid's one tab stop from now on */
  function focus(element) {
    for (const tile of tiles) set(tile.element, { tabindex: tile.element === element ? 0 : -1 });
    element.focus();
  }

  /** @param {number} unit @returns {Tile} */
  function build(unit) {
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
    return { element, value };
  }

  /** Every measure of one unit, for the eye; its label says the same. @param {number} unit */
  function tell(unit) {
    setText(tip, inWords(unit));
  }

  /** @param {number} unit */
  function inWords(unit) {
    const measures = now?.measures;
    if (!measures) return "";
    const values = MEASURES.map((name) => [name, plain(measures[name][unit])]);
    return t("lab.own.map.unit", { unit: unit + 1, ...Object.fromEntries(values) });
  }

  return (view) => {
    now = view;
    const { measures, measure, full, shown } = view;
    const values = measures[measure];
    if (tiles.length !== values.length) tiles = values.map((_, unit) => build(unit));
    if (String(units) !== String(view.units)) {
      const focused = grid.contains(document.activeElement) ? document.activeElement : null;
      units = view.units;
      grid.replaceChildren(...units.map((unit) => tiles[unit].element));
      const stop = /** @type {HTMLElement} */ (focused ?? tiles[units[0]].element);
      for (const { element } of tiles) set(element, { tabindex: element === stop ? 0 : -1 });
      if (focused) stop.focus();
    }
    el.className = `map-tiles role-${ROLES[measure]}`;
    for (const [unit, { element, value }] of tiles.entries()) {
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
