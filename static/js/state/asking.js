/**
 * Asks each new question about a run once; the answer to an older one is dropped.
 *
 * @template Answer
 * @param {(answer: Answer) => void} tell
 * @param {(problem: import("../data/types.js").Problem) => void} fail
 */
export function asking(tell, fail) {
  /** @type {{run: object, key: string}|null} */
  let asked = null;

  /** @param {object} run @param {string} key @param {() => Promise<Answer>} ask */
  async function question(run, key, ask) {
    if (asked?.run === run && asked.key === key) return;
    const mine = { run, key };
    asked = mine;
    try {
      const answer = await ask();
      if (asked === mine) tell(answer);
    } catch (error) {
      const { problem } = /** @type {{problem?: import("../data/types.js").Problem}} */ (error);
      if (!problem) throw error;
      if (asked === mine) fail(problem);
    }
  }
  /** Drops an answer under way, so that the same question can be asked again. */
  question.forget = () => {
    asked = null;
  };
  return question;
}
