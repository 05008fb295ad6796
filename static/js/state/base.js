/** What the slices of every page begin with: a run, and the view of it. */

import { FIELDS } from "./fields.js";
import { reduce } from "./reducer.js";

export const BASE = /** @satisfies {import("./compose.js").Slice} */ ({
  fields: FIELDS,
  answers: [
    "presets listed",
    "preset opened",
    "asked",
    "traced",
    "untouched traced",
    "gradients",
    "failed",
    "retry",
    "restored",
  ],
  wrap: () => reduce,
});
