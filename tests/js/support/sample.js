/**
 * Made-up models and runs with the shapes of the wire. Their numbers obey no LSTM: the page computes none.
 *
 * @typedef {import("../../../static/js/data/types.js").Preset} Preset
 * @typedef {import("../../../static/js/data/types.js").Trace} Trace
 * @typedef {import("../../../static/js/state/app_state.js").AppState} AppState
 */

import { toCells } from "../../../static/js/state/cells.js";
import { INITIAL } from "../../../static/js/state/fields.js";
import "./blueprints.js";
import { random } from "./random.js";

/** @param {string} text */
const same = (text) => ({ en: text, zh: `${text} 中` });

/** Three units that read two numbers. @param {number} value @param {number[]|null} [p] */
const gate = (value, p = null) => ({
  W: [0, 1, 2].map((row) => [value + row, -value]),
  U: [0, 1, 2].map((row) => [row, value, 0]),
  b: [value, value / 2, 0],
  p,
});

/** @param {Partial<Preset>} [other] @returns {Preset} reads two numbers, has three units */
export function numbersPreset(other = {}) {
  return {
    name: "numbers",
    title: same("Numbers"),
    summary: same("Reads numbers."),
    units: 3,
    inputs: 2,
    peepholes: { f: "none", i: "none", o: "diagonal" },
    weights: { f: gate(1), i: gate(2), g: gate(3), o: gate(4, [0.1, 0.2, 0.3]) },
    unit_names: ["one", "two", "three"].map(same),
    input: {
      kind: "numbers",
      names: [same("value"), same("flag")],
      ranges: [
        [-1, 1],
        [0, 1],
      ],
      alphabet: null,
    },
    examples: [
      {
        id: "short",
        title: same("Short"),
        text: null,
        inputs: [
          [0.5, 0],
          [-1, 1],
        ],
        labels: { en: ["up", "down"], zh: ["上", "下"] },
      },
      {
        id: "long",
        title: same("Long"),
        text: null,
        inputs: [
          [1, 0],
          [2, 0],
          [3, 0],
          [4, 1],
        ],
        labels: { en: ["a", "b", "c", "d"], zh: ["甲", "乙", "丙", "丁"] },
      },
    ],
    captions: [{ id: "look", example: null, text: same("Look.") }],
    training: null,
    ...other,
  };
}

/** @returns {Preset} reads brackets */
export function textPreset() {
  return numbersPreset({
    name: "letters",
    input: {
      kind: "text",
      names: [same("opens"), same("closes")],
      ranges: [
        [0, 1],
        [0, 1],
      ],
      alphabet: { "(": [1, 0], ")": [0, 1], a: [0, 0], b: [0, 0] },
    },
    examples: [
      {
        id: "pair",
        title: same("Pair"),
        text: "(a)",
        inputs: [
          [1, 0],
          [0, 0],
          [0, 1],
        ],
        labels: { en: ["in", "", "out"], zh: ["进", "", "出"] },
      },
    ],
  });
}

/** @param {{steps: number, units: number, inputs?: number, seed?: number}} shape @returns {Trace} */
export function randomTrace({ steps, units, inputs = 2, seed = 1 }) {
  const { number } = random(seed);
  const row = (count = units, low = -1, high = 1) => Array.from({ length: count }, () => number(low, high));
  const rows = (count = units, low = -1, high = 1) => Array.from({ length: steps }, () => row(count, low, high));
  const C = rows();
  const C0 = row();
  const terms = () => ({ Wx: rows(), Uh: rows(), b: rows() });
  return {
    x: rows(inputs),
    h0: row(),
    C0,
    z_f: rows(),
    z_i: rows(),
    z_g: rows(),
    z_o: rows(),
    f: rows(units, 0),
    i: rows(units, 0),
    g: rows(),
    o: rows(units, 0),
    kept: rows(),
    added: rows(),
    C,
    tanh_C: rows(),
    h: rows(),
    C_prev: [C0, ...C.slice(0, -1)],
    h_prev: rows(),
    terms: { f: terms(), i: terms(), g: terms(), o: terms() },
  };
}

/** @param {Partial<AppState>} [other] @returns {AppState} the long example of the numbers preset, answered */
export function openState(other = {}) {
  const preset = numbersPreset();
  const example = preset.examples[1];
  return {
    ...INITIAL,
    wanted: preset.name,
    preset,
    example: example.id,
    cells: toCells(example.inputs),
    trace: randomTrace({ steps: 4, units: 3 }),
    shown: [0, 1, 2],
    waiting: false,
    ...other,
  };
}
