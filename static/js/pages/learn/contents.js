/**
 * The table of contents: which screens were read, the score, and the way back to the reader's last screen.
 *
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("./progress.js").Notes} Notes
 */

import { domOf, set, setText } from "../../view/base/dom.js";
import { score, visit } from "./progress.js";

/** @param {Document} document @param {Messages} messages @param {Notes} notes */
export function startContents(document, { t }, notes) {
  const here = /** @type {HTMLElement} */ (document.getElementById("learn")).dataset.path;
  const before = notes.get();
  if (here) notes.change((progress) => visit(progress, here));
  markRead(document, t("learn.visited"), before.visited);
  countRead(document, t);
  offerToGoOn(document, t("learn.go_on"), before.last, here);
  const contents = /** @type {HTMLDetailsElement|null} */ (document.getElementById("contents"));
  contents?.addEventListener("toggle", showScore);
  contents?.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !contents.open) return;
    contents.open = false;
    contents.querySelector("summary")?.focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (contents?.open && target instanceof Node && !contents.contains(target)) contents.open = false;
  });
  showScore();

  function showScore() {
    const found = score(notes.get());
    for (const place of document.querySelectorAll("[data-score]")) {
      set(place, { hidden: found.asked + found.tasks === 0 });
      setText(place, t("learn.score", found));
    }
  }
}

/** @param {Document} document @param {string} word @param {readonly string[]} visited */
function markRead(document, word, visited) {
  for (const link of linksOf(document)) {
    if (!visited.includes(screenOf(link))) continue;
    link.setAttribute("data-visited", "");
    link.append(domOf(link).html("span", { class: "visually-hidden" }, ` (${word})`));
  }
}

/** Says how far the reader has come on each way through. @param {Document} document @param {Messages["t"]} t */
function countRead(document, t) {
  for (const way of document.querySelectorAll("[data-path-of]")) {
    const place = way.querySelector("[data-read]");
    const main = tally(way, ":not([data-side])");
    const side = tally(way, "[data-side]");
    if (!place || main.read + side.read === 0) continue;
    const words = [t("learn.path.read", main), ...(side.count ? [t("learn.side.read", side)] : [])];
    setText(place, words.join(t("learn.path.and")));
  }
}

/** @param {Element} way @param {string} which of its screens */
const tally = (way, which) => ({
  count: way.querySelectorAll(`[data-screen]${which}`).length,
  read: way.querySelectorAll(`[data-visited]${which}`).length,
});

/** Where the reader stopped last time, unless that is here. @param {Document} document @param {string} words @param {string} last @param {string|undefined} here */
function offerToGoOn(document, words, last, here) {
  const known = linksOf(document).find((link) => screenOf(link) === last);
  if (!known || last === "/" || last === here) return;
  const begin = /** @type {HTMLAnchorElement|null} */ (document.querySelector("[data-begin]"));
  if (begin) {
    begin.href = known.href;
    setText(begin, words);
  }
  const place = document.querySelector("[data-go-on]");
  const link = place?.querySelector("a");
  if (!place || !link || here !== "/") return;
  link.href = known.href;
  set(place, { hidden: false });
}

/** @param {Document} document */
const linksOf = (document) => [
  .../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-screen]")),
];

/** The English address of the screen to which a link leads: that of its own language, without it. @param {HTMLAnchorElement} link */
function screenOf({ pathname, ownerDocument }) {
  const { root = "", lang = "en" } = ownerDocument.documentElement.dataset;
  const path = pathname.slice(root.length);
  return (lang === "en" ? path : path.slice(lang.length + 1)) || "/";
}
