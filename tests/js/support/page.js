/**
 * A document that only holds what views put into it: enough of the DOM to mount a view without a browser and to read what it
 * shows. There is no layout, no focus, and no event is ever sent.
 */

const HTML = "http://www.w3.org/1999/xhtml";

class FakeElement {
  /** @param {FakeDocument} ownerDocument @param {string} namespaceURI @param {string} localName */
  constructor(ownerDocument, namespaceURI, localName) {
    this.ownerDocument = ownerDocument;
    this.namespaceURI = namespaceURI;
    this.localName = localName;
    /** @type {Map<string, string>} */
    this.attributes = new Map();
    /** @type {(FakeElement|string)[]} */
    this.childNodes = [];
    /** @type {Record<string, string>} */
    this.dataset = {};
    this.style = { setProperty() {} };
    this.hidden = false;
  }

  /** @param {string} name */
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }
  /** @param {string} name @param {unknown} value */
  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }
  /** @param {string} name */
  removeAttribute(name) {
    this.attributes.delete(name);
  }
  addEventListener() {}

  /** @param {...(FakeElement|string)} children */
  append(...children) {
    this.childNodes.push(...children);
  }
  /** @param {...(FakeElement|string)} children */
  replaceChildren(...children) {
    this.childNodes = children;
  }

  get textContent() {
    return this.childNodes.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }
  set textContent(/** @type {string} */ text) {
    this.childNodes = [text];
  }

  get className() {
    return this.getAttribute("class") ?? "";
  }
  set className(/** @type {string} */ names) {
    this.setAttribute("class", names);
  }
  get classList() {
    return {
      /** @param {string} name */
      contains: (name) => this.className.split(" ").includes(name),
      /** @param {string} name @param {boolean} on */
      toggle: (name, on) => {
        const others = this.className.split(" ").filter((each) => each && each !== name);
        this.className = [...others, ...(on ? [name] : [])].join(" ");
      },
    };
  }

  /** @returns {FakeElement[]} everything inside, in the order of the document */
  get descendants() {
    return this.childNodes.flatMap((child) => (typeof child === "string" ? [] : [child, ...child.descendants]));
  }
  /** @param {string} selector a tag, a .class, or an [attribute] or [attribute="value"] @returns {FakeElement[]} */
  querySelectorAll(selector) {
    const [, tag, name, attribute, value] =
      /^(?:([\w-]+)|\.([\w-]+)|\[([\w-]+)(?:="([^"]*)")?\])$/.exec(selector) ?? [];
    if (!tag && !name && !attribute) throw new Error(`this document cannot find ${selector}`);
    return this.descendants.filter((element) => {
      if (tag) return element.localName === tag;
      if (name) return element.classList.contains(name);
      const found = element.getAttribute(attribute);
      return found !== null && (value === undefined || found === value);
    });
  }
  /** @param {string} selector */
  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }
}

class FakeDocument {
  /** @param {string} tag */
  createElement(tag) {
    return new FakeElement(this, HTML, tag);
  }
  /** @param {string} namespace @param {string} tag */
  createElementNS(namespace, tag) {
    return new FakeElement(this, namespace, tag);
  }
}

/**
 * A place in a document of its own.
 *
 * @param {...string} tags of the elements that the place has from the beginning
 * @returns {HTMLElement}
 */
export function newPlace(...tags) {
  const document = new FakeDocument();
  const place = document.createElement("section");
  place.append(...tags.map((tag) => document.createElement(tag)));
  return /** @type {HTMLElement} */ (/** @type {unknown} */ (place));
}
