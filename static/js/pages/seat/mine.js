/**
 * A seat's own answers: what it chose, and whether the server has it. Pure.
 *
 * @typedef {import("../../features/classroom/documents.js").Question} Question
 * @typedef {import("../../features/classroom/seat_requests.js").Value} Value
 * @typedef {"sending"|"counted"|"late"|"other_version"|"refused"} Told what is known of its way
 * @typedef {{id: string, version: number|null, value: Value, told: Told}} Mine `version`: of the question; null: the server knows it
 * @typedef {Readonly<Record<string, Mine>>} All
 */

/** @param {Pick<Question, "id"|"round">} question */
export const keyOf = ({ id, round }) => `${id}/${round}`;

/** @param {string} key @returns {[string, number]} question and round */
export function partsOf(key) {
  const [question, round] = key.split("/");
  return [question, Number(round)];
}

/** @param {All} mine @param {Question} question @param {string} id @param {Value} value @returns {All} */
export const answered = (mine, question, id, value) => ({
  ...mine,
  [keyOf(question)]: { id, version: question.version, value, told: "sending" },
});

/** What the server said of an answer; nothing if another one has taken its place. @param {All} mine @param {string} key @param {string} id @param {Told} how @returns {All} */
export const told = (mine, key, id, how) =>
  mine[key]?.id === id ? { ...mine, [key]: { ...mine[key], told: how } } : mine;

/**
 * What the server has, for a page that was opened again. An answer that is still on its way is newer.
 *
 * @param {All} mine
 * @param {import("../../features/classroom/seat_requests.js").Answers} answers
 * @returns {All}
 */
export function remembered(mine, answers) {
  const known = Object.entries(answers).flatMap(([question, rounds]) =>
    Object.entries(rounds).map(([round, value]) => {
      const key = `${question}/${round}`;
      const own = mine[key];
      const isNewer = own && (own.told !== "counted" || own.version !== null);
      /** @type {[string, Mine]} */
      const row = [key, isNewer ? own : { id: "", version: null, value, told: "counted" }];
      return row;
    }),
  );
  return { ...mine, ...Object.fromEntries(known) };
}

/** The answers that the server may not have yet. @param {All} mine */
export const unsent = (mine) => Object.entries(mine).filter(([, { told: how }]) => how === "sending");

/** Whether an answer is to what is asked now. @param {Mine|null} mine @param {Question} question */
export const isAnswerTo = (mine, { version }) =>
  mine !== null && (mine.version === null || mine.version === version) && mine.told !== "other_version";
