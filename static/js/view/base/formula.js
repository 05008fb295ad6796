/**
 * Formulas as MathML, each symbol in the colour of its role.
 *
 * @typedef {import("../../unit/blueprint.js").Symbol_} Symbol_
 */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** @param {string} tag @param {...(Node|string)} children */
function math(tag, ...children) {
  const element = document.createElementNS(MATHML, tag);
  element.append(...children);
  return element;
}

/** @param {string|Symbol_} token */
function token(token) {
  if (typeof token === "string") return operator(token);
  const letter = math("mi", token.symbol);
  const element = token.sub ? math("msub", letter, math("mi", token.sub)) : letter;
  element.setAttribute("class", `role-${token.role}`);
  return element;
}

/** @param {string} text */
function operator(text) {
  if (/^\p{L}+$/u.test(text)) return math("mi", text);
  const sign = math("mo", text);
  if (/[()]/.test(text)) sign.setAttribute("stretchy", "false");
  return sign;
}

/** @param {readonly (string|Symbol_)[]} tokens */
export function formula(tokens) {
  const element = math("math", math("mrow", ...tokens.map(token)));
  element.setAttribute("class", "formula");
  return element;
}
