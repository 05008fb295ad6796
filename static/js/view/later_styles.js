/** The style sheet of everything that is not there at first view. */

const ADDRESS = new URL("../../css/later.css", import.meta.url).href;

/** @type {Promise<void>|null} */
let loading = null;

/**
 * Resolves when the style sheet is there.
 *
 * @param {Document} document
 * @returns {Promise<void>}
 */
export function needLaterStyles(document) {
  loading ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, {
      rel: "stylesheet",
      href: ADDRESS,
      onload: () => resolve(),
      onerror() {
        link.remove();
        loading = null;
        reject(new Error(ADDRESS));
      },
    });
    document.head.append(link);
  });
  return loading;
}
