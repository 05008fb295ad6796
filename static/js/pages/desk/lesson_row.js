/**
 * One item of a lesson: pressed, it is shown or asked; it is put elsewhere by dragging its handle, with a finger too, by its arrows,
 * or by Alt and an arrow key; it can be given another name.
 *
 * @typedef {import("./lesson.state.js").Item} Item
 * @typedef {{use: (item: Item) => void, move: (from: number, to: number) => void, rename: (title: string) => void, remove: () => void}} Hands
 */

import { set } from "../../view/base/dom.js";

const LONGEST = 500;

/** @param {import("../../view/base/dom.js").Dom} dom @param {import("../../data/messages.js").Messages} messages @param {Item} item @param {number} at @param {Hands} hands */
export function lessonRow({ html }, { t, pick }, item, at, { use, move, rename, remove }) {
  const title = pick(item.title);
  /** @param {string} id @param {string} sign @param {() => void} onclick */
  const small = (id, sign, onclick) => {
    const name = t(id, { title });
    return html("button", { type: "button", class: "small", "aria-label": name, title: name, onclick }, sign);
  };
  const handle = html("span", { class: "lesson-handle", "aria-hidden": "true" }, "⠿");
  const button = html("button", { type: "button", class: "lesson-use", onclick: () => use(item) }, title);
  const field = html("input", {
    type: "text",
    class: "lesson-name",
    maxlength: LONGEST,
    "aria-label": t("desk.lesson.name"),
    hidden: true,
  });
  const element = html(
    "li",
    { "data-kind": item.kind },
    handle,
    button,
    field,
    small("desk.lesson.rename", "✎", edit),
    small("desk.lesson.up", "↑", () => move(at, at - 1)),
    small("desk.lesson.down", "↓", () => move(at, at + 1)),
    small("desk.lesson.remove", "×", remove),
  );
  button.addEventListener("keydown", (event) => {
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (by === undefined) return;
    event.preventDefault();
    move(at, at + by);
  });
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") field.blur();
    if (key === "Escape") field.value = title;
    if (key === "Escape") field.blur();
  });
  field.addEventListener("blur", () => {
    show(false);
    if (field.value.trim() && field.value !== title) rename(field.value.trim());
  });
  drag(handle, element, (to) => move(at, to));

  /** @param {boolean} isEditing */
  function show(isEditing) {
    set(field, { hidden: !isEditing });
    set(button, { hidden: isEditing });
  }

  function edit() {
    field.value = title;
    show(true);
    field.focus();
    field.select();
  }

  return element;
}

/**
 * A row follows the pointer that holds its handle, and stays where it is let go.
 *
 * @param {HTMLElement} handle
 * @param {HTMLElement} row
 * @param {(to: number) => void} put
 */
function drag(handle, row, put) {
  /** @param {number} y of the pointer */
  function placeAt(y) {
    const rows = [...(row.parentElement?.children ?? [])];
    const below = rows.findIndex((one) => y < one.getBoundingClientRect().bottom);
    return below < 0 ? rows.length - 1 : below;
  }
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const from = event.clientY;
    set(row, { "data-dragged": true });
    /** @param {PointerEvent} moved */
    const follow = (moved) => row.style.setProperty("--dragged", `${moved.clientY - from}px`);
    /** @param {PointerEvent} last */
    function drop(last) {
      handle.removeEventListener("pointermove", follow);
      set(row, { "data-dragged": null });
      row.style.removeProperty("--dragged");
      if (last.type === "pointerup") put(placeAt(last.clientY));
    }
    handle.addEventListener("pointermove", follow);
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
      handle.addEventListener(end, drop, { once: true });
  });
}
