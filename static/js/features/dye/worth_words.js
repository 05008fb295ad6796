/** Four answers to what the input of a step was worth, in words: what each is true of, and why they differ. */

import { plain, withSign } from "../../view/base/numbers.js";
import { leftOver, steepest } from "./methods.js";

/**
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("./dye.state.js").State} State
 * @typedef {import("./worth.wire.js").Worth} Worth
 * @typedef {import("./worth.wire.js").Asked} Asked
 * @typedef {import("./methods.js").Method} Method
 * @typedef {ReturnType<typeof worthWords>} Words
 */

/** How many slopes, and how many bars, a sentence names. */
const SLOPES = 3;
const BARS = 3;

/**
 * @param {Messages} messages
 * @param {State} state at the time of the question
 * @param {Worth} worth
 * @param {Asked} asked
 */
export function worthWords({ t, pick }, { preset, dye }, worth, { step, unit, field }) {
  const dyed = Number(dye);
  const places = { step: dyed + 1, now: step + 1, lane: unit + 1, value: plain(worth.value, 3) };

  /** @param {number|null|undefined} value */
  const number = (value) => (value === null || value === undefined ? "–" : withSign(value));

  /** @param {number[]} slopes */
  const slopesInWords = (slopes) =>
    steepest(slopes, SLOPES)
      .map(({ input, slope }) => {
        const name = preset?.input.names[input];
        return t("dye.worth.slope", { input: name ? pick(name) : `x${input + 1}`, slope: withSign(slope) });
      })
      .join(t("dye.and"));

  /** What a method is true of. @param {Method} method */
  function says({ name, bars }) {
    const { gradient, shares, ablation } = worth;
    if (name === "dye") return t(bars.length ? "dye.worth.dye.says" : "dye.worth.dye.none", places);
    if (name === "gradient" && "slopes" in gradient) {
      const slopes = slopesInWords(gradient.slopes[dyed]);
      return t("dye.worth.gradient.says", { ...places, slopes: slopes || t("dye.worth.flat") });
    }
    if (name === "shares" && "shares" in shares) {
      const { nothing, error, points } = shares;
      return t("dye.worth.shares.says", { ...places, nothing: plain(nothing, 3), error: small(error), points });
    }
    if (name !== "ablation" || !("losses" in ablation)) return "";
    return t("dye.worth.ablation.says", { ...places, without: plain(worth.value - Number(bars[dyed]), 3) });
  }

  /** Why they differ, or that they do not. @param {readonly Method[]} methods */
  function why([dye, , , ablation]) {
    if (field === null) return t("dye.worth.why.read", places);
    const lost = ablation.bars[dyed];
    if (lost === null || lost === undefined || !dye.bars.length) return t("dye.worth.why");
    const { left, without, isAlike } = leftOver({ value: worth.value, dyed: Number(dye.bars[dyed]), lost });
    const numbers = { ...places, left: plain(left, 3), without: plain(without, 3) };
    return t(isAlike ? "dye.worth.why.alike" : "dye.worth.why.differ", numbers);
  }

  /** A chart, for those who do not see it. @param {Method} method */
  function label({ name, bars }) {
    const largest = [...bars.keys()]
      .filter((at) => bars[at])
      .toSorted((a, b) => Math.abs(Number(bars[b])) - Math.abs(Number(bars[a])))
      .slice(0, BARS)
      .map((at) => t("dye.worth.bar", { step: at + 1, value: withSign(Number(bars[at])) }));
    return t("dye.worth.bars", { method: t(`dye.worth.${name}`), bars: largest.join(t("dye.and")) });
  }

  /** @param {import("../../data/types.js").Problem} problem */
  const problem = ({ errors, detail, title }) => errors[0]?.detail || detail || title;

  return { number, says, why, label, problem };
}

/**
 * The run with the emptied step beside the untouched one, of which the same number is told.
 *
 * @param {Messages} messages
 * @param {State} state
 * @param {Asked} asked
 */
export function besideWords({ t }, { trace, untouched, dye }, { step, unit, field }) {
  const name = field ?? "readout";
  const [now, before] = [trace, untouched].map((run) => run?.[name]?.[step]?.[unit]);
  if (now === undefined || before === undefined) return "";
  const places = { step: Number(dye) + 1, now: step + 1, value: plain(now, 3), before: plain(before, 3) };
  return t("dye.worth.beside", places);
}

/** An error of the size of rounding needs no digits. @param {number} error */
const small = (error) => plain(Math.abs(error), 6);
