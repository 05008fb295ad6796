/**
 * Formulas as MathML, each symbol in the colour of its role.
 *
 * @typedef {import("./dom.js").Dom} Dom
 * @typedef {import("../../unit/blueprint.js").Symbol_} Symbol_
 */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** @param {Dom} dom @param {string} tag @param {...(Node|string)} children */
function math({ document }, tag, ...children) {
  const element = document.createElementNS(MATHML, tag);
  element.append(...children);
  return element;
}

/** @param {Dom} dom @param {string|Symbol_} token */
function token(dom, token) {
  if (typeof token === "string") return operator(dom, token);
  const letter = math(dom, "mi", token.symbol);
  const element = token.sub ? math(dom, "msub", letter, math(dom, "mi", token.sub)) : letter;
  element.setAttribute("class", `role-${token.role}`);
  return element;
}

/** @param {Dom} dom @param {string} text */
function operator(dom, text) {
  if (/^\p{L}+$/u.test(text)) return math(dom, "mi", text);
  const sign = math(dom, "mo", text);
  if (/[()]/.test(text)) sign.setAttribute("stretchy", "false");
  return sign;
}

/** @param {Dom} dom @param {readonly (string|Symbol_)[]} tokens */
export function formula(dom, tokens) {
  const element = math(dom, "math", math(dom, "mrow", ...tokens.map((each) => token(dom, each))));
  element.setAttribute("class", "formula");
  return element;
}
