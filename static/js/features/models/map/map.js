/**
 * All units of a layer at a glance: how much each changes, holds, forgets, lets in and lets out. Pressing one gives it a lane.
 *
 * @typedef {import("../../../view/base/dom.js").Dom} Dom
 */

import { MOST_LANES } from "../../../state/choices.js";
import { lanesOf } from "../../../state/lanes.js";
import { stepCount } from "../../../state/question.js";
import { blueprintOf } from "../../../unit/blueprint.js";
import { domOf, set, setText } from "../../../view/base/dom.js";
import { plain } from "../../../view/base/numbers.js";
import { unitWord } from "../../../view/base/words.js";
import { most as greatest } from "../models.state.js";
import { fullColour, MEASURES, measuresOf, ordered, valuesOf } from "./ranking.state.js";
import { ROLES } from "./roles.js";
import { mountSearch } from "./search.js";
import { mountTable } from "./table.js";
import { mountTiles } from "./tiles.js";

/**
 * @typedef {import("../models.state.js").State} State
 * @typedef {import("./ranking.state.js").Measure} Measure
 * @typedef {"number"|"greatest"|"least"} Order
 * @typedef {import("../../../data/types.js").UnitMeasures} UnitMeasures
 * @typedef {{measures: UnitMeasures, measure: Measure, order: Order, units: readonly number[], full: number, shown: readonly number[]}} MapView
 */

const ROOM = Object.freeze({ most: MOST_LANES });

/**
 * @param {HTMLElement} place
 * @param {import("../../../view/base/panel.js").Tools<import("../models.state.js").Action|import("../models.state.js").ModelsAction>} tools
 * @returns {import("../../../view/base/panel.js").Update<State>}
 */
export function mountMap(place, tools) {
  const dom = domOf(place);
  const { html } = dom;
  const { dispatch, messages } = tools;
  const { t } = messages;
  /** @type {State|null} */
  let now = null;
  /** @type {Measure} */
  let measure = "change";
  /** @type {Order} */
  let order = "number";

  const says = html("p", { class: "hint" });
  const status = html("p", { class: "models-says", role: "status" });
  const radios = mountMeasures(dom, t, (name) => choose(name, order));
  const sorted = html("input", {
    type: "checkbox",
    onchange: () => choose(measure, sorted.checked ? "greatest" : "number"),
  });
  const most = html("button", { type: "button", class: "plain", onclick: showMost }, t("models.map.show_most", ROOM));
  const legend = html("span", { class: "hint" });
  const tiles = html("div", { class: "map-tiles" });
  const table = html("details", { class: "models-list" }, html("summary", {}, t("models.map.table")));
  const search = html("div", { class: "map-search" });
  const sort = html("label", { class: "map-sort" }, sorted, t("models.map.sort"));
  const choices = html("div", { class: "map-tools" }, radios.element, sort, most, legend);
  place.append(says, choices, tiles, status, table, search);
  const { toggle, hear } = laneSwitch(status, tools);
  const updateTiles = mountTiles(tiles, messages, toggle);
  const updateTable = mountTable(table, messages, { toggle, choose });
  const updateSearch = mountSearch(search, tools);

  /** @param {Measure} next @param {Order} way */
  function choose(next, way) {
    measure = next;
    order = way;
    if (now) show(now);
  }

  function showMost() {
    const values = now?.unitMap.measures?.[measure];
    if (values) dispatch({ type: "show units", units: greatest(values) });
  }

  /** @param {State} state */
  function show(state) {
    now = state;
    const { measures } = state.unitMap;
    set(place, { "aria-busy": String(!measures) });
    if (!measures || measures.change.length !== state.preset?.units) return setText(says, t("models.map.waiting"));
    const known = measuresOf(measures);
    if (!known.includes(measure)) measure = "change";
    const values = valuesOf(measures, measure);
    const full = fullColour(measure, values);
    radios.update(known, measure);
    sorted.checked = order !== "number";
    setText(
      says,
      unitWord(messages, blueprintOf(state), `models.map.${measure}.says`, {
        units: values.length,
        steps: stepCount(state),
      }),
    );
    setText(legend, t("models.map.legend", { value: plain(full) }));
    const view = { measures, measure, order, units: ordered(values, order), full, shown: lanesOf(state) };
    updateTiles(view);
    updateTable(view);
    updateSearch(state, measures);
  }

  return (state) => {
    hear(state);
    show(state);
  };
}

/**
 * Turns the lane of a unit on and off, and says so.
 *
 * @param {HTMLElement} status
 * @param {Parameters<typeof mountMap>[1]} tools
 */
function laneSwitch(status, { dispatch, messages }) {
  /** As shown, or as pressed since. @type {readonly number[]} */
  let lanes = [];
  return {
    /** @param {number} unit */
    toggle(unit) {
      const { units, says } = toggled(lanes, unit);
      if (units) {
        lanes = units;
        dispatch({ type: "show units", units });
      }
      setText(status, messages.t(`models.map.${says}`, { unit: unit + 1, ...ROOM }));
    },
    /** @param {State} state */
    hear(state) {
      lanes = lanesOf(state);
    },
  };
}

/**
 * The lanes when a unit is given one, or its own is taken; at least one stays.
 *
 * @param {readonly number[]} shown
 * @param {number} unit
 * @returns {{units?: number[], says: "last"|"full"|"taken_away"|"added"}}
 */
export function toggled(shown, unit) {
  if (shown.includes(unit))
    return shown.length === 1 ? { says: "last" } : { units: shown.filter((one) => one !== unit), says: "taken_away" };
  return shown.length >= MOST_LANES ? { says: "full" } : { units: [...shown, unit], says: "added" };
}

/** The measures, of which one colours the map. @param {Dom} dom @param {import("../../../data/messages.js").Messages["t"]} t @param {(measure: Measure) => void} choose */
function mountMeasures({ html }, t, choose) {
  const radios = MEASURES.map((name) => {
    const onchange = () => choose(name);
    const input = html("input", { type: "radio", name: "map-measure", value: name, onchange });
    const words = html("span", {}, t(`models.map.${name}`));
    return { name, input, label: html("label", { class: `role-${ROLES[name]}` }, input, words) };
  });
  const legend = html("legend", {}, t("models.map.measure"));
  return {
    element: html("fieldset", { class: "map-measures" }, legend, ...radios.map(({ label }) => label)),
    /** @param {readonly Measure[]} known @param {Measure} chosen */
    update(known, chosen) {
      for (const { name, input, label } of radios) {
        input.checked = name === chosen;
        set(label, { hidden: !known.includes(name) });
      }
    },
  };
}
