/**
 * Icons made in code: paths on a 24 x 24 grid, drawn in the colour of the adjacent text.
 *
 * @typedef {import("./dom.js").Dom} Dom
 */

const PATHS = Object.freeze({
  first: "M5 5h2.5v14H5zM19 5v14l-9.5-7z",
  stepBack: "M12 5v14l-9-7zM21 5v14l-9-7z",
  phaseBack: "M16.5 5v14l-9.5-7z",
  play: "M7 4.5v15l12.5-7.5z",
  pause: "M6.5 5h4v14h-4zM13.5 5h4v14h-4z",
  phaseForward: "M7.5 5v14l9.5-7z",
  stepForward: "M3 5v14l9-7zM12 5v14l9-7z",
  last: "M16.5 5H19v14h-2.5zM5 5v14l9.5-7z",
  undo: "M9 4v5.2h6.2a5.3 5.3 0 0 1 0 10.6H7v-2.4h8.2a2.9 2.9 0 0 0 0-5.8H9V17l-6.2-6.4z",
  redo: "M15 4v5.2H8.8a5.3 5.3 0 0 0 0 10.6H17v-2.4H8.8a2.9 2.9 0 0 1 0-5.8H15V17l6.2-6.4z",
  remove: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6 10.6 12 5 6.4z",
  upload: "M11 16V7.8L7.8 11 6.4 9.6 12 4l5.6 5.6-1.4 1.4L13 7.8V16zM5 15h2v3h10v-3h2v5H5z",
  water:
    "M12 3c3.4 4.2 6 7.4 6 10.8a6 6 0 0 1-12 0C6 10.4 8.6 7.200 12 3zm0 3.3C9.600 9.400 8 11.800 8 13.800a4 4 0 0 0 4 4z",
  add: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
});

/** @typedef {keyof typeof PATHS} IconName */

/** @param {Dom} dom @param {IconName} name */
export function icon({ svg }, name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name], fill: "currentColor" }),
  );
}
