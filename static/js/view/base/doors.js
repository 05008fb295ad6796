/**
 * Doors of features: their code, style and words are fetched together when first wanted. The page says where style and words
 * are, if it has not brought them; the page's script says where the code is, by a dynamic import.
 *
 * @typedef {{style: string|null, words: string|null}} DoorAddress
 * @typedef {import("../../data/messages.js").Messages} Messages
 */

/**
 * @param {{document: Document, messages: Messages, addresses: Record<string, DoorAddress>, send: typeof fetch}} tools
 */
export function createDoors({ document, messages, addresses, send }) {
  /**
   * @template Door
   * @param {string} name of the feature
   * @param {() => Promise<Door>} load imports its code
   * @returns {() => Promise<Door>} failures are retried on the next call
   */
  return (name, load) => {
    const { style, words } = addresses[name];
    const code = once(load);
    const rest = [
      once(async () => style && addStyle(document, style)),
      once(async () => words && addWords(messages, words, send)),
    ];
    return async () => {
      const [door] = await Promise.all([code(), ...rest.map((part) => part())]);
      return door;
    };
  };
}

/** Remembers results, but not failures. @template T @param {() => Promise<T>} load @returns {() => Promise<T>} */
function once(load) {
  /** @type {Promise<T>|null} */
  let loading = null;
  return () => {
    loading ??= load().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

/** @param {Document} document @param {string} href @returns {Promise<void>} */
function addStyle(document, href) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, {
      rel: "stylesheet",
      href,
      onload: () => resolve(),
      onerror() {
        link.remove();
        reject(new Error(href));
      },
    });
    document.head.append(link);
  });
}

/** @param {Messages} messages @param {string} address @param {typeof fetch} send */
async function addWords({ add }, address, send) {
  const answer = await send(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  add(await answer.json());
}
