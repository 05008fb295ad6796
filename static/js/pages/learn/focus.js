/**
 * The focus goes on to something else before the button that has it is hidden: otherwise a reader's keys and voice begin anew at the
 * top of the page.
 *
 * @param {Element} from what is about to be hidden
 * @param {HTMLElement|SVGElement} to what has come in its place
 */
export function handOn(from, to) {
  if (from.ownerDocument.activeElement === from) to.focus({ preventScroll: true });
}
