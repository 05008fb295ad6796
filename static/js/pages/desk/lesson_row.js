/**
 * One item of a lesson: pressed, it is shown or asked; it is put elsewhere by dragging, by its arrows, or by Alt and an arrow key.
 *
 * @typedef {import("./lesson.state.js").Item} Item
 * @typedef {{use: (item: Item) => void, move: (from: number, to: number) => void, remove: () => void}} Hands
 */

/** What a dragged row carries: where it came from. */
const PLACE = "text/plain";

/** @param {import("../../view/base/dom.js").Dom} dom @param {import("../../data/messages.js").Messages} messages @param {Item} item @param {number} at @param {Hands} hands */
export function lessonRow({ html }, { t, pick }, item, at, { use, move, remove }) {
  const title = pick(item.title);
  /** @param {string} id @param {string} sign @param {() => void} onclick */
  const small = (id, sign, onclick) => {
    const name = t(id, { title });
    return html("button", { type: "button", class: "small", "aria-label": name, title: name, onclick }, sign);
  };
  const button = html("button", { type: "button", class: "lesson-use", onclick: () => use(item) }, title);
  button.addEventListener("keydown", (event) => {
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (by === undefined) return;
    event.preventDefault();
    move(at, at + by);
  });
  const element = html(
    "li",
    { draggable: "true", "data-kind": item.kind },
    button,
    small("desk.lesson.up", "↑", () => move(at, at - 1)),
    small("desk.lesson.down", "↓", () => move(at, at + 1)),
    small("desk.lesson.remove", "×", remove),
  );
  element.addEventListener("dragstart", (event) => event.dataTransfer?.setData(PLACE, String(at)));
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    const from = Number(event.dataTransfer?.getData(PLACE));
    if (from !== at) move(from, at);
  });
  return element;
}
