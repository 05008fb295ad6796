/**
 * Pins: gates held by hand. Pure functions over the list that is sent to the server; where pins overlap, the later one wins.
 *
 * @typedef {import("../data/types.js").Pin} Pin
 * @typedef {import("../data/types.js").GateName} GateName
 * @typedef {"step"|"onward"|"all"} Scope how long a new pin holds: this step, this and all later steps, every step
 */

/**
 * @param {Scope} scope
 * @param {number} step
 * @returns {{from?: number, to?: number}}
 */
export function span(scope, step) {
  if (scope === "step") return { from: step, to: step };
  return scope === "onward" ? { from: step } : {};
}

/** @param {Pin} a @param {Pin} b */
const samePlace = (a, b) =>
  a.gate === b.gate && a.from === b.from && a.to === b.to && String(a.units) === String(b.units);

/**
 * The list with `pin` as the newest: it replaces a pin for the same gate, units and steps, and overrides all others.
 *
 * @param {readonly Pin[]} pins
 * @param {Pin} pin
 * @returns {Pin[]}
 */
export function turn(pins, pin) {
  return [...without(pins, pin), pin];
}

/**
 * The list without this pin: what holds the same gate, units and steps.
 *
 * @param {readonly Pin[]} pins
 * @param {Pin} pin
 */
export const without = (pins, pin) => pins.filter((other) => !samePlace(other, pin));

/** @param {Pin} pin @param {number} step */
export const holdsAt = (pin, step) => step >= (pin.from ?? 0) && step <= (pin.to ?? Infinity);

/**
 * The index of the pin that holds a unit of a gate at a step, or -1.
 *
 * @param {readonly Pin[]} pins
 * @param {GateName} gate
 * @param {number} unit
 * @param {number} step
 */
export function holder(pins, gate, unit, step) {
  return pins.findLastIndex((pin) => pin.gate === gate && holdsAt(pin, step) && (pin.units?.includes(unit) ?? true));
}

/**
 * Whether a pin changes nothing: later ones hold its gate at each of its steps, for each of its units.
 *
 * @param {readonly Pin[]} pins
 * @param {number} index
 * @param {number} steps of the run
 * @param {number} units of the model
 */
export function isOverridden(pins, index, steps, units) {
  const { gate, from = 0, to = Infinity, units: own } = pins[index];
  const lanes = own ?? [...Array(units).keys()];
  for (let step = from; step <= Math.min(to, steps - 1); step++)
    if (lanes.some((unit) => holder(pins, gate, unit, step) === index)) return false;
  return from < steps;
}

/**
 * The list without the pins that hold this gate at this step: of one unit, or of any when `unit` is null.
 *
 * @param {readonly Pin[]} pins
 * @param {GateName} gate
 * @param {number|null} unit
 * @param {number} step
 * @returns {Pin[]}
 */
export function release(pins, gate, unit, step) {
  return pins.filter(
    (pin) => !(pin.gate === gate && holdsAt(pin, step) && (unit === null || (pin.units?.includes(unit) ?? true))),
  );
}
