/**
 * What a reader has read and answered, kept in this browser only.
 *
 * @typedef {object} Progress
 * @property {string} last the address of the screen that was read most recently
 * @property {readonly string[]} visited the English addresses of screens
 * @property {Readonly<Record<string, "right"|"wrong"|"skipped">>} answers the first answer to each question
 * @property {Readonly<Record<string, "done"|"shown">>} tasks
 */

const PLACE = "memory-pipe.tutorial";

/** @type {Progress} */
export const NOTHING = Object.freeze({ last: "", visited: [], answers: {}, tasks: {} });

/** @param {Progress} progress @param {string} path @returns {Progress} */
export const visit = (progress, path) => ({
  ...progress,
  last: path,
  visited: progress.visited.includes(path) ? progress.visited : [...progress.visited, path],
});

/** The first answer counts: afterwards the reader knows. @param {Progress} progress @param {string} question @param {"right"|"wrong"|"skipped"} answer @returns {Progress} */
export const answer = (progress, question, answer) => ({
  ...progress,
  answers: { [question]: answer, ...progress.answers },
});

/** @param {Progress} progress @param {string} task @param {"done"|"shown"} how @returns {Progress} */
export const finish = (progress, task, how) => ({ ...progress, tasks: { [task]: how, ...progress.tasks } });

/** @param {Progress} progress */
export function score({ answers, tasks }) {
  const given = Object.values(answers).filter((each) => each !== "skipped");
  return {
    right: given.filter((each) => each === "right").length,
    asked: given.length,
    tasks: Object.values(tasks).filter((each) => each === "done").length,
  };
}

/**
 * @param {Pick<Storage, "getItem"|"setItem">|null} storage null: notes last as long as the page
 */
export function createNotes(storage) {
  let known = load(storage);
  let kept = read(known);

  /** A page in another window may have written in the meantime. */
  function get() {
    const found = load(storage);
    if (found !== known) kept = read(found);
    known = found;
    return kept;
  }

  return {
    get,
    /** @param {(progress: Progress) => Progress} change */
    change(change) {
      kept = change(get());
      const text = JSON.stringify(kept);
      try {
        storage?.setItem(PLACE, text);
        known = storage && text;
      } catch {
        // If storage is full or forbidden, the notes last as long as the page.
      }
    },
  };
}

/** @typedef {ReturnType<typeof createNotes>} Notes */

/** @param {Pick<Storage, "getItem">|null} storage @returns {string|null} */
function load(storage) {
  try {
    return storage?.getItem(PLACE) ?? null;
  } catch {
    return null;
  }
}

/** @param {string|null} text @returns {Progress} */
function read(text) {
  try {
    const found = JSON.parse(text ?? "null");
    return found && Array.isArray(found.visited) ? { ...NOTHING, ...found } : NOTHING;
  } catch {
    return NOTHING;
  }
}
