/** A page's first work is long: it is done in pieces, and between them the browser can paint and answer. */

/** The time in ms after which the browser has its turn. */
const TURN = 5;

/** @param {Iterable<() => void>} pieces are done in order, not at once */
export async function inTurn(pieces) {
  let until = 0;
  for (const piece of pieces) {
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + TURN;
    }
    piece();
  }
}
