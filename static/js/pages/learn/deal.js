/** Within a visit a test keeps its questions: whatever leads back to it leads to the deal that was last seen. */

const PLACE = "memory-pipe.deal";

/**
 * @param {Document} document links to the screens of a test have `data-dealt`
 * @param {import("../../data/outside.js").Store|null} session what is kept for as long as the tab is open
 */
export function keepDeal(document, session) {
  const here = document.getElementById("learn")?.dataset.deal;
  const deal = here ?? session?.getItem(PLACE) ?? "1";
  if (here) keep(session, here);
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-dealt]"));
  for (const link of links) link.search = deal === "1" ? "" : `deal=${deal}`;
}

/** @param {import("../../data/outside.js").Store|null} session @param {string} deal */
function keep(session, deal) {
  try {
    session?.setItem(PLACE, deal);
  } catch {
    // If it is full or forbidden, the test has its deal in its own address only.
  }
}
