/**
 * Inputs for a model about which only its number of inputs is known: something to look at until the user brings some.
 *
 * @typedef {import("../../data/types.js").Example} Example
 */

const STEPS = 24;
const PULSE = 4;
const PERIODS = [12, 8, 6, 16];

/** @param {number} inputs @returns {Example[]} */
export const starters = (inputs) => [
  starter("waves", inputs, (step, column) => {
    const period = PERIODS[column % PERIODS.length];
    return rounded(Math.sin((2 * Math.PI * (step + column)) / period));
  }),
  starter("pulse", inputs, (step) => (step === PULSE ? 1 : 0)),
];

/** @param {number} value */
const rounded = (value) => Number(value.toFixed(3)) + 0; // no -0

/** @param {string} id @param {number} inputs @param {(step: number, column: number) => number} value @returns {Example} */
function starter(id, inputs, value) {
  const rows = Array.from({ length: STEPS }, (_, step) =>
    Array.from({ length: inputs }, (_, column) => value(step, column)),
  );
  return { id, title: { en: id, zh: id }, text: null, inputs: rows, labels: { en: [], zh: [] } };
}
