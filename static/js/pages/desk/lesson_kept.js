/**
 * The lesson as this desk has it: its own changes at once and one after the other, those of another desk when they are heard.
 *
 * @typedef {import("./lesson.state.js").Lesson} Lesson
 */

import { EMPTY } from "./lesson.state.js";

/** @param {(lesson: Lesson) => Promise<unknown>} keep hands a lesson to the room */
export function createKept(keep) {
  let lesson = EMPTY;
  let heard = JSON.stringify(EMPTY);
  /** @type {string[]} changes that the room has not told of yet */
  const sent = [];
  let last = Promise.resolve();

  /** @param {Lesson} next */
  async function send(next) {
    try {
      await keep(next);
    } catch (error) {
      sent.length = 0;
      lesson = JSON.parse(heard);
      throw error;
    }
  }

  return {
    get: () => lesson,

    /** What the room says is news only once: it may still be the lesson before a change. @param {Lesson} known */
    hear(known) {
      const text = JSON.stringify(known);
      if (text === heard) return;
      heard = text;
      const at = sent.indexOf(text);
      sent.splice(0, at < 0 ? sent.length : at + 1);
      if (sent.length === 0) lesson = known;
    },

    /** @param {Lesson} next @returns {Promise<void>} settled once the room has it; if it refuses, its lesson is back */
    change(next) {
      lesson = next;
      sent.push(JSON.stringify(next));
      const done = last.then(() => send(next));
      last = done.catch(() => {});
      return done;
    },
  };
}
