/** Small helpers that create elements; nothing here knows the app. */

const SVG = "http://www.w3.org/2000/svg";
const TEXT = 3;

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
    else write(element, name, value === true ? "" : String(value));
  }
  return element;
}

/** Even the same value, written again, makes the browser resolve styles again. @param {Element} element @param {string} name @param {string} text */
function write(element, name, text) {
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
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

/**
 * Gives the focus to what has come in the place of a button, before the button is hidden: else keys and voice begin anew at the top.
 *
 * @param {Element} from
 * @param {HTMLElement|SVGElement} to
 */
export function handOn(from, to) {
  if (from === from.ownerDocument.activeElement) to.focus({ preventScroll: true });
}

/**
 * Where there is a text already, its letters are changed: a node that comes and goes would be laid out, and matched, as a new one.
 *
 * @param {Element} element that holds nothing but a text
 * @param {string} text
 */
export function setText(element, text) {
  const { firstChild } = element;
  if (firstChild?.nodeType === TEXT && !firstChild.nextSibling) {
    if (firstChild.nodeValue !== text) firstChild.nodeValue = text;
  } else if (element.textContent !== text) element.textContent = text;
}
