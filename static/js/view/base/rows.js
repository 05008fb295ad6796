/**
 * Rows identified by key: existing ones stay, new ones are built, obsolete ones are removed, and the focus stays with its
 * row.
 */

/**
 * @template Key
 * @template {{element: HTMLElement}} Row
 * @param {HTMLElement} parent holds these rows and nothing else
 * @param {(key: Key) => Row} build
 * @returns {{show: (keys: readonly Key[]) => Row[], clear: () => void}}
 */
export function keyedRows(parent, build) {
  /** @type {Map<Key, Row>} */
  let rows = new Map();

  /** @param {Iterable<Row>} next */
  function order(next) {
    const { activeElement } = parent.ownerDocument;
    let place = parent.firstElementChild;
    for (const { element } of next) {
      if (element === place) place = place.nextElementSibling;
      else parent.insertBefore(element, place);
    }
    if (parent.contains(activeElement)) /** @type {HTMLElement} */ (activeElement).focus();
  }

  return {
    show(keys) {
      const next = new Map(keys.map((key) => [key, rows.get(key) ?? build(key)]));
      for (const [key, { element }] of rows) if (!next.has(key)) element.remove();
      rows = next;
      order(next.values());
      return [...next.values()];
    },
    clear() {
      rows = new Map();
      parent.replaceChildren();
    },
  };
}
