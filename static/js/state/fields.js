/**
 * The rows that every page's table of fields has: how each field begins, whether undo restores it, whether it determines the run,
 * and how the address writes it. They are in the order of the address. Features bring rows of their own.
 *
 * @typedef {import("./app_state.js").AppState} AppState
 */

import { blueprintOf, FIRST_BLUEPRINT } from "../unit/blueprint.js";
import { FIRST_PRESET, SPEEDS, STRIDES, VIEWS } from "./choices.js";
import { lanesOf } from "./lanes.js";
import * as spell from "./spelling.js";
import { tableOf } from "./table.js";
import { readEdit, writeEdit } from "./weights.js";

const SCOPES = /** @type {const} */ (["step", "onward", "all"]);
const MOST_CELLS = 2000;
const MOST_LABELS = 500;

/** @param {readonly number[]} ids */
const isShortText = (ids) => ids.length > 0 && ids.length <= MOST_LABELS;

/** @type {import("./table.js").Fields<AppState>} */
const ROWS = {
  wanted: {
    initial: FIRST_PRESET,
    undo: true,
    run: "model",
    address: {
      write: ({ wanted }) => spell.writeModel(wanted),
      read: (place) => spell.readModel(place) || FIRST_PRESET,
    },
  },
  blueprint: {
    initial: FIRST_BLUEPRINT,
    undo: true,
    run: "model",
    address: {
      write: ({ blueprint }) => ({ blueprint: blueprint === FIRST_BLUEPRINT ? null : blueprint }),
      read: spell.readBlueprint,
    },
  },
  preset: { initial: null, undo: true, run: "model" },
  example: {
    initial: null,
    undo: true,
    run: "input",
    address: { write: ({ example }) => ({ example: example || null }), read: (place) => place.get("example") },
  },
  text: {
    initial: "",
    undo: true,
    run: "input",
    address: {
      write: (state) => ({ text: !state.example && isText(state) ? state.text : null }),
      read: (place) => place.get("text") ?? "",
    },
  },
  cells: {
    initial: [],
    undo: true,
    run: "input",
    address: {
      write(state) {
        const isTyped =
          !state.example && !isText(state) && !isShortText(state.ids) && state.cells.length > 0 && fitsAddress(state);
        return { x: isTyped ? state.cells.map(spell.writeRow).join(";") : null };
      },
      read: (place) => place.get("x")?.split(";").map(spell.readRow) ?? [],
    },
  },
  names: {
    initial: [],
    undo: true,
    address: {
      write(state) {
        const isNamed = !state.example && state.names.length > 0 && fitsAddress(state);
        return { names: isNamed ? spell.writeRow(state.names) : null };
      },
      read(place) {
        const names = place.get("names");
        return names === null ? [] : spell.readRow(names);
      },
    },
  },
  labels: {
    initial: [],
    undo: true,
    address: {
      write(state) {
        const isShort = state.labels.length > 0 && state.labels.length <= MOST_LABELS;
        return { labels: !state.example && isShort ? spell.writeRow(state.labels) : null };
      },
      read(place) {
        const labels = place.get("labels");
        return labels === null ? [] : spell.readRow(labels);
      },
    },
  },
  ids: {
    initial: [],
    undo: true,
    address: {
      write: ({ example, ids }) => ({ ids: !example && isShortText(ids) ? ids.join(",") : null }),
      read: (place) =>
        /^\d{1,9}(,\d{1,9})*$/.test(place.get("ids") ?? "") ? place.get("ids")?.split(",").map(Number) : [],
    },
  },
  embedding: {
    initial: "",
    undo: true,
    address: {
      write: ({ example, ids, embedding }) => ({ embedding: (!example && isShortText(ids) && embedding) || null }),
      read: (place) => place.get("embedding") ?? "",
    },
  },
  starts: {
    initial: Object.freeze({}),
    undo: true,
    run: "input",
    address: { write: ({ starts }) => spell.writeStarts(starts), read: spell.readStarts },
  },
  step: {
    initial: 0,
    address: {
      write: ({ step }) => ({ step: String(step + 1) }),
      read: (place) => spell.readCount(place.get("step"))[0] ?? 0,
    },
  },
  phase: {
    initial: 0,
    address: {
      write: (state) => ({ phase: blueprintOf(state).phases[state.phase].id }),
      read(place) {
        const found = spell.unitIn(place).phases.findIndex(({ id }) => id === place.get("phase"));
        return Math.max(0, found);
      },
    },
  },
  view: { initial: "pipe", address: choice("view", "view", VIEWS, "pipe") },
  between: {
    initial: null,
    address: {
      write: ({ between }) => ({ between: between === null ? null : String(between) }),
      read: (place) => spell.readBetween(place.get("between")),
    },
  },
  backward: {
    initial: false,
    address: {
      write: ({ backward }) => ({ gradient: backward ? "back" : null }),
      read: (place) => place.get("gradient") === "back",
    },
  },
  output: {
    initial: Object.freeze({ step: null, unit: null }),
    address: {
      write({ backward, output }) {
        const isChosen = output.step !== null || output.unit !== null;
        return { of: backward && isChosen ? spell.writeOutput(output) : null };
      },
      read: (place) => spell.readOutput(place.get("of")),
    },
  },
  spotlight: {
    initial: null,
    address: {
      write: ({ spotlight }) => ({ light: spotlight }),
      read: (place) => spell.unitIn(place).spotlights.find(({ id }) => id === place.get("light"))?.id ?? null,
    },
  },
  built: {
    initial: null,
    address: {
      write: ({ built }) => ({ parts: built?.join(",") || null }),
      read(place) {
        const asked = (place.get("parts") ?? "").split(",");
        const found = spell.unitIn(place).assemblies.flatMap(({ id }) => (asked.includes(id) ? [id] : []));
        return found.length ? found : null;
      },
    },
  },
  pins: {
    initial: [],
    undo: true,
    run: "touch",
    address: {
      write: ({ pins }) => ({ pins: pins.map(spell.writePin).join(" ") || null }),
      read(place) {
        const gates = Object.keys(spell.unitIn(place).gates);
        return (place.get("pins") ?? "").split(" ").flatMap((text) => spell.readPin(text, gates));
      },
    },
  },
  edits: {
    initial: [],
    undo: true,
    run: "touch",
    address: {
      write: ({ edits }) => ({ w: edits.map(writeEdit).join(" ") || null }),
      read(place) {
        const letters = spell.unitIn(place).nets.map(({ letter }) => letter);
        return (place.get("w") ?? "").split(" ").flatMap((text) => readEdit(text, letters));
      },
    },
  },
  emptied: {
    initial: [],
    undo: true,
    run: "touch",
    address: {
      write: ({ emptied }) => ({ empty: spell.writeCounts(emptied) || null }),
      read: (place) => spell.readCounts(place.get("empty")),
    },
  },
  shown: {
    initial: [],
    address: {
      write: (state) => ({ lanes: state.chosen ? spell.writeCounts(lanesOf(state)) : null }),
      read: (place) => nonEmpty(spell.readCounts(place.get("lanes"))),
    },
  },
  chosen: {
    initial: false,
    address: { write: () => ({}), read: (place) => spell.readCounts(place.get("lanes")).length > 0 || undefined },
  },
  lanes: { initial: null },
  unit: {
    initial: 0,
    address: {
      write: ({ unit }) => ({ unit: unit ? String(unit + 1) : null }),
      read: (place) => spell.readCount(place.get("unit"))[0] ?? 0,
    },
  },
  gate: {
    initial: null,
    address: {
      write: ({ gate }) => ({ valve: gate }),
      read: (place) => spell.unitIn(place).nets.find(({ letter }) => letter === place.get("valve"))?.letter ?? null,
    },
  },
  scope: { initial: "onward", address: choice("scope", "hold", SCOPES, "onward") },
  speed: { initial: 1, address: choice("speed", "speed", SPEEDS, 1) },
  stride: { initial: "phase", address: choice("stride", "by", STRIDES, "phase") },
  presets: { initial: [] },
  gradients: { initial: null },
  playing: { initial: false },
  flowing: { initial: true },
  trace: { initial: null },
  untouched: { initial: null },
  tinted: { initial: null },
  measured: { initial: null },
  waiting: { initial: true },
  problem: { initial: null },
  attempt: { initial: 0 },
  past: { initial: [] },
  future: { initial: [] },
  doing: { initial: null },
};

export const FIELDS = Object.freeze(ROWS);
const TABLE = tableOf(FIELDS);

/** @type {Readonly<AppState>} */
export const INITIAL = TABLE.initial;

/** The fields that determine a run. @param {readonly import("./table.js").RunPart[]} [parts] */
export const runFields = (parts) => /** @type {(keyof AppState)[]} */ (TABLE.runFields(parts));

/** Larger inputs would make the address too long to share. @param {Pick<AppState, "cells">} state */
export const fitsAddress = ({ cells }) => cells.length * (cells[0]?.length ?? 0) <= MOST_CELLS;

/** @param {AppState} state */
const isText = ({ preset, text }) => (preset ? preset.input.kind === "text" : text !== "");

/** @param {number[]} list */
const nonEmpty = (list) => (list.length ? list : undefined);

/**
 * A field with a few known values; the usual one is left out of the address.
 *
 * @template {keyof AppState} Key
 * @param {Key} key
 * @param {string} parameter
 * @param {readonly AppState[Key][]} known
 * @param {AppState[Key]} usual
 * @returns {import("./table.js").Spelling<AppState, AppState[Key]>}
 */
function choice(key, parameter, known, usual) {
  return {
    write: ({ [key]: value }) => ({ [parameter]: value === usual ? null : String(value) }),
    read: (place) => known.find((value) => String(value) === place.get(parameter)) ?? usual,
  };
}
