/** A card that something elsewhere on the page opens. */

/** Told of a card once what is fetched for it stands in it. */
export const BROUGHT = "brought";

/**
 * Opens a card and brings it into the window: at once, and again when what is fetched for it has made it higher.
 *
 * @param {HTMLDetailsElement} card
 * @param {ScrollLogicalPosition} [block] where in the window
 */
export function reveal(card, block = "nearest") {
  const show = () => {
    if (card.open) card.scrollIntoView({ block });
  };
  if (!card.querySelector(".part-body")?.hasChildNodes()) card.addEventListener(BROUGHT, show, { once: true });
  card.open = true;
  show();
}
