/**
 * Whether the shape of the picture is being changed: its parts, and its way from one view to another.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {{shaping: boolean}} ShapeState
 * @typedef {{type: "shape", on: boolean}} ShapeAction
 */

/** @type {import("../../state/table.js").Fields<AppState & ShapeState, ShapeState>} */
const fields = { shaping: { initial: false } };

export const SHAPE_SLICE = /** @satisfies {import("../../state/compose.js").Slice} */ ({
  fields,
  wrap: (reduce) => (state, action) =>
    action.type === "shape" ? { ...state, shaping: action.on } : reduce(state, action),
});
