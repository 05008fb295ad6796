/** The drawing on the stage as a self-contained file: its style in attributes, a caption at the top. */

import { domOf } from "../../view/base/dom.js";

/** The style properties of shapes and letters; all of them are also SVG attributes. */
const LOOKS = Object.freeze([
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-dashoffset",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "visibility",
  "paint-order",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "letter-spacing",
  "text-anchor",
  "dominant-baseline",
]);
/** Attributes that only matter on the page. */
const FOR_THE_PAGE = /^(class|tabindex|role|aria-.*|data-.*)$/;
const CAPTION = 44;
const SCALE = 2;

/**
 * A copy of a drawing that looks the same outside the page.
 *
 * @param {SVGSVGElement} drawing as it is on the page
 * @param {string} title
 * @returns {SVGSVGElement} another element, which needs no style sheet
 */
export function standAlone(drawing, title) {
  const { svg } = domOf(drawing);
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  dress(drawing, copy);
  const [x, y, width, height] = (drawing.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const page = getComputedStyle(drawing.ownerDocument.documentElement);
  const top = y - CAPTION;
  for (const { name } of [...copy.attributes]) copy.removeAttribute(name);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", [x, top, width, height + CAPTION].join(" "));
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height + CAPTION));
  copy.prepend(
    svg("title", {}, title),
    svg("rect", { x, y: top, width, height: height + CAPTION, fill: page.getPropertyValue("--card").trim() }),
    svg(
      "text",
      {
        x: x + 16,
        y: top + 28,
        fill: page.getPropertyValue("--ink").trim(),
        "font-family": getComputedStyle(drawing).fontFamily,
        "font-size": 17,
        "font-weight": 700,
      },
      title,
    ),
  );
  return copy;
}

/** Gives the copy the look of the original, and leaves out what is invisible. @param {Element} original @param {Element} copy */
function dress(original, copy) {
  const style = getComputedStyle(original);
  const looks = LOOKS.map((name) => [name, style.getPropertyValue(name)]);
  const children = [...copy.children];
  for (const [index, child] of [...original.children].entries()) {
    if (getComputedStyle(child).display === "none") children[index].remove();
    else dress(child, children[index]);
  }
  for (const { name } of [...copy.attributes]) if (FOR_THE_PAGE.test(name)) copy.removeAttribute(name);
  for (const [name, value] of looks) if (value) copy.setAttribute(name, value);
}

/** A picture as an SVG file. @param {SVGSVGElement} picture */
export const svgFile = (picture) =>
  new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });

/** A picture as a PNG file. @param {SVGSVGElement} picture @returns {Promise<Blob>} twice as fine as the drawing's own measures */
export async function pngFile(picture) {
  const address = URL.createObjectURL(svgFile(picture));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = domOf(picture).html("canvas");
    canvas.width = Math.round(Number(picture.getAttribute("width")) * SCALE);
    canvas.height = Math.round(Number(picture.getAttribute("height")) * SCALE);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no PNG"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
