/**
 * The page's catalogue: texts by id, with {placeholders}; {steps:step|steps} is the form that fits the number of steps. The server
 * puts it into the page as data.
 *
 * @typedef {"en"|"zh"} Language
 * @typedef {{language: Language, has: (id: string) => boolean, t: (id: string, values?: Record<string, string|number>) => string,
 *   pick: (text: {en: string, zh: string}) => string, add: (texts: Record<string, string>) => void}} Messages
 */

/**
 * @param {Document} document
 * @returns {Messages}
 */
export function readMessages(document) {
  const block = document.getElementById("messages");
  return createMessages(
    JSON.parse(block?.textContent ?? "{}"),
    document.documentElement.dataset.lang === "zh" ? "zh" : "en",
  );
}

/**
 * @param {Record<string, string>} catalogue
 * @param {Language} language
 * @returns {Messages}
 */
export function createMessages(catalogue, language) {
  const rules = new Intl.PluralRules(language);
  return {
    language,
    has: (id) => id in catalogue,
    pick: (text) => text[language],
    add: (texts) => void Object.assign(catalogue, texts),
    t(id, values = {}) {
      const text = catalogue[id];
      if (text === undefined) throw new Error(`no message '${id}' in the catalogue`);
      return text.replace(/\{(\w+)(?::(.*?)\|(.*?))?\}/g, (_, name, one, other) => {
        if (!(name in values)) throw new Error(`message '${id}' needs a value for '${name}'`);
        if (other === undefined) return String(values[name]);
        return rules.select(Number(values[name])) === "one" ? one : other;
      });
    },
  };
}
