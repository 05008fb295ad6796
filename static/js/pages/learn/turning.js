/** Turning the page by arrow keys, Page keys or a swipe. Inside a figure, keys and fingers belong to the figure. */

const FAR = 60;
const STEEP = 2;
const SLOW = 800;
const OWN_KEYS = "input, select, textarea, [contenteditable], [role=slider], .figure";
const OWN_FINGERS = ".figure, .bench-hands, input, select, textarea, .contents, .table-scroll";

/** @typedef {"prev"|"next"} Way */

/**
 * The direction in which a key leads, or null. Page keys first scroll to the end of the text.
 *
 * @param {Pick<KeyboardEvent, "key"|"ctrlKey"|"metaKey"|"altKey"|"shiftKey">} event
 * @param {{top: boolean, bottom: boolean}} at whether the page is scrolled to its ends
 * @returns {Way|null}
 */
export function wayOfKey({ key, ctrlKey, metaKey, altKey, shiftKey }, at) {
  if (ctrlKey || metaKey || altKey || shiftKey) return null;
  if (key === "ArrowRight" || (key === "PageDown" && at.bottom)) return "next";
  if (key === "ArrowLeft" || (key === "PageUp" && at.top)) return "prev";
  return null;
}

/**
 * The direction of a swipe.
 *
 * @param {number} right in CSS pixels
 * @param {number} down
 * @param {number} took in ms
 * @returns {Way|null}
 */
export function wayOfSwipe(right, down, took) {
  if (took > SLOW || Math.abs(right) < FAR || Math.abs(right) < STEEP * Math.abs(down)) return null;
  return right < 0 ? "next" : "prev";
}

/** The tutorial's pages fade into each other. @param {string} url */
export const fades = (url) => /^\/(zh\/?)?(learn\b.*)?$/.test(new URL(url).pathname);

/** @param {Window} window */
export function startTurning(window) {
  const { document, location } = window;
  const root = document.documentElement;

  // Any other page, shown again as it was left, would fail over a fade that it does not take part in.
  window.addEventListener("pageswap", ({ viewTransition, activation }) => {
    if (!fades(activation?.entry?.url ?? location.href)) viewTransition?.skipTransition();
  });

  /** @param {Way|null} way */
  function turn(way) {
    const link = /** @type {HTMLAnchorElement|null} */ (way && document.querySelector(`.turn [rel=${way}]`));
    if (link) location.assign(link.href);
    return link !== null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isIn(event.target, OWN_KEYS)) return;
    const { scrollTop, clientHeight, scrollHeight } = root;
    const at = { top: scrollTop <= 1, bottom: scrollTop + clientHeight >= scrollHeight - 1 };
    if (turn(wayOfKey(event, at))) event.preventDefault();
  });

  /** @type {{x: number, y: number, at: number}|null} */
  let began = null;
  document.addEventListener(
    "touchstart",
    ({ touches, target, timeStamp }) => {
      const alone = touches.length === 1 && !isIn(target, OWN_FINGERS);
      began = alone ? { x: touches[0].clientX, y: touches[0].clientY, at: timeStamp } : null;
    },
    { passive: true },
  );
  document.addEventListener("touchend", ({ changedTouches: [touch], timeStamp }) => {
    if (began) turn(wayOfSwipe(touch.clientX - began.x, touch.clientY - began.y, timeStamp - began.at));
    began = null;
  });
  document.addEventListener("touchcancel", () => {
    began = null;
  });
}

/** @param {EventTarget|null} target @param {string} places */
const isIn = (target, places) => target instanceof Element && target.closest(places) !== null;
