/** Small helpers that create elements; nothing here knows the app. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {Record<string, string|number|boolean|null|undefined|EventListener>} Attributes
 *   null, undefined and false leave an attribute out; keys such as `onclick` add listeners
 */

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 * @returns {E}
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value))
      element.setAttribute(name, value === true ? "" : String(value));
  }
  return element;
}

/**
 * Creates elements in one document.
 *
 * @typedef {object} Dom
 * @property {Document} document
 * @property {<K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: Attributes, ...children: (Node|string)[]) => HTMLElementTagNameMap[K]} html
 * @property {<K extends keyof SVGElementTagNameMap>(tag: K, attributes?: Attributes, ...children: (Node|string)[]) => SVGElementTagNameMap[K]} svg
 */

/** @type {WeakMap<Document, Dom>} */
const known = new WeakMap();

/**
 * What creates elements in the document of `element`. A view asks for it where it is mounted, so it can be mounted anywhere.
 *
 * @param {Element} element
 * @returns {Dom}
 */
export function domOf({ ownerDocument }) {
  const dom = known.get(ownerDocument) ?? createDom(ownerDocument);
  known.set(ownerDocument, dom);
  return dom;
}

/** @param {Document} document @returns {Dom} */
function createDom(document) {
  return {
    document,
    html(tag, attributes = {}, ...children) {
      const element = set(document.createElement(tag), attributes);
      element.append(...children);
      return element;
    },
    svg(tag, attributes = {}, ...children) {
      const element = document.createElementNS(SVG, tag);
      set(element, attributes).append(...children);
      return element;
    },
  };
}

/** @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
