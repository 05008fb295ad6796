/** Icons made in code: paths on a 24 x 24 field, drawn in the colour of the text beside them. */

import { svg } from "./dom.js";

const PATHS = Object.freeze({
  first: "M5 5h2.5v14H5zM19 5v14l-9.5-7z",
  stepBack: "M12 5v14l-9-7zM21 5v14l-9-7z",
  phaseBack: "M16.5 5v14l-9.5-7z",
  play: "M7 4.5v15l12.5-7.5z",
  pause: "M6.5 5h4v14h-4zM13.5 5h4v14h-4z",
  phaseForward: "M7.5 5v14l9.5-7z",
  stepForward: "M3 5v14l9-7zM12 5v14l9-7z",
  last: "M16.5 5H19v14h-2.5zM5 5v14l9.5-7z",
  remove: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6 10.6 12 5 6.4z",
  add: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
});

/** @typedef {keyof typeof PATHS} IconName */

/** @param {IconName} name */
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name], fill: "currentColor" }),
  );
}
