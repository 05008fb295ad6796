/** What scripts that no first view needs have need of: their looks and their words. */

const ADDRESS = new URL("../../features/cards.css", import.meta.url).href;

/** @type {Promise<unknown>|null} */
let loading = null;

/**
 * Resolves when both are there; what failed is asked for again the next time.
 *
 * @param {Document} document
 * @param {import("../../data/messages.js").Messages} messages
 * @returns {Promise<unknown>}
 */
export function needLater(document, messages) {
  loading ??= Promise.all([styles(document), words(messages)]).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** @param {Document} document @returns {Promise<void>} */
function styles(document) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, {
      rel: "stylesheet",
      href: ADDRESS,
      onload: () => resolve(),
      onerror() {
        link.remove();
        reject(new Error(ADDRESS));
      },
    });
    document.head.append(link);
  });
}

/** @param {import("../../data/messages.js").Messages} messages */
async function words({ language, add }) {
  const answer = await fetch(`/words/${language}`);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  add(await answer.json());
}
