/**
 * The shape of a layer over the steps, in pixels: a staircase there and back. Pure.
 *
 * @typedef {import("./layers.js").Band} Band
 * @typedef {{x: (step: number) => number, y: (value: number) => number}} Axes `x`: where a step begins
 */

/** The outline of a layer as the `d` of a path. @param {readonly Band[]} bands @param {Axes} axes */
export const outline = (bands, axes) =>
  runsOf(bands)
    .map(({ from, to }) => around(bands, from, to, axes))
    .join("");

/**
 * Where a text of this size fits into a layer: in the middle of its longest stretch that is high enough.
 *
 * @param {readonly Band[]} bands
 * @param {Axes} axes
 * @param {{width: number, height: number}} text
 */
export function roomFor(bands, { x, y }, { width, height }) {
  const tall = bands.map(([from, to]) => Math.abs(y(to) - y(from)) >= height);
  const [best] = runsOf(tall.map((isTall) => [0, Number(isTall)])).toSorted((a, b) => b.to - b.from - (a.to - a.from));
  if (!best || x(best.to) - x(best.from) < width) return null;
  const middle = (x(best.from) + x(best.to)) / 2;
  const under = bands.slice(best.from, best.to).filter((_, at) => {
    const step = best.from + at;
    return x(step + 1) > middle - width / 2 && x(step) < middle + width / 2;
  });
  const top = Math.max(...under.map(([from, to]) => Math.min(y(from), y(to))));
  const bottom = Math.min(...under.map(([from, to]) => Math.max(y(from), y(to))));
  return bottom - top >= height ? { x: middle, y: (top + bottom) / 2 } : null;
}

/** Where there is something of a layer. @param {readonly Band[]} bands @returns {{from: number, to: number}[]} */
function runsOf(bands) {
  /** @type {{from: number, to: number}[]} */
  const runs = [];
  for (const [step, [from, to]] of bands.entries()) {
    if (from === to) continue;
    const last = runs[runs.length - 1];
    if (last?.to === step) last.to = step + 1;
    else runs.push({ from: step, to: step + 1 });
  }
  return runs;
}

/** @param {readonly Band[]} bands @param {number} from @param {number} to @param {Axes} axes */
function around(bands, from, to, { x, y }) {
  const steps = Array.from({ length: to - from }, (_, at) => from + at);
  const there = steps.map((step) => `V${round(y(bands[step][1]))}H${round(x(step + 1))}`);
  const back = steps.toReversed().map((step) => `V${round(y(bands[step][0]))}H${round(x(step))}`);
  return `M${round(x(from))} ${round(y(bands[from][0]))}${there.join("")}${back.join("")}Z`;
}

/** @param {number} pixels */
const round = (pixels) => Math.round(pixels * 1e3) / 1e3;
