/**
 * A lesson: moments of the Lab and questions, in an order. Pure.
 *
 * @typedef {import("../../data/types.js").Localized} Localized
 * @typedef {{kind: "moment", title: Localized, place: string}} Moment `place`: the part of the Lab's address after #
 * @typedef {{kind: "question", title: Localized, question: Record<string, any>}} Asking
 * @typedef {Moment|Asking} Item
 * @typedef {{title: Localized, minutes: number|null, items: Item[]}} Lesson
 */

const MOST = 100;

/** @type {Readonly<Lesson>} */
export const EMPTY = Object.freeze({ title: { en: "", zh: "" }, minutes: null, items: [] });

/** @param {any} value @returns {Localized|null} */
function bothIn(value) {
  const { en, zh } = value ?? {};
  return typeof en === "string" && typeof zh === "string" && en.length <= 500 && zh.length <= 500 ? { en, zh } : null;
}

/** @param {any} value @returns {Item|null} */
function itemIn(value) {
  const title = bothIn(value?.title);
  if (!title) return null;
  if (value.kind === "moment" && typeof value.place === "string") return { kind: "moment", title, place: value.place };
  const isQuestion = value.kind === "question" && typeof value.question === "object" && value.question !== null;
  return isQuestion ? { kind: "question", title, question: value.question } : null;
}

/** The lesson in a file or a room, null for anything else. @param {any} value @returns {Lesson|null} */
export function lessonIn(value) {
  const title = bothIn(value?.title);
  if (!title || !Array.isArray(value.items) || value.items.length > MOST) return null;
  const items = value.items.map(itemIn);
  if (items.includes(null)) return null;
  return { title, minutes: typeof value.minutes === "number" ? value.minutes : null, items };
}

/** @param {Lesson} lesson @param {number} from @param {number} to @returns {Lesson} the item at `from` stands at `to` */
export function moved(lesson, from, to) {
  const items = [...lesson.items];
  const at = Math.max(0, Math.min(items.length - 1, to));
  items.splice(at, 0, ...items.splice(from, 1));
  return { ...lesson, items };
}

/** A teacher's own words are the same in both languages. @param {Lesson} lesson @param {number} at @param {string} title @returns {Lesson} */
export const renamed = (lesson, at, title) => ({
  ...lesson,
  items: lesson.items.map((item, index) => (index === at ? { ...item, title: { en: title, zh: title } } : item)),
});

/** @param {Lesson} lesson @param {Item} item @returns {Lesson} */
export const added = (lesson, item) => ({ ...lesson, items: [...lesson.items, item].slice(0, MOST) });

/** @param {Lesson} lesson @param {number} at @returns {Lesson} */
export const without = (lesson, at) => ({ ...lesson, items: lesson.items.filter((_, index) => index !== at) });
