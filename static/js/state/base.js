/** What the slices of every page begin with: a run, and the view of it. */

import { ANSWERS } from "./answers.js";
import { FIELDS } from "./fields.js";
import { reduce } from "./reducer.js";

export const BASE = /** @satisfies {import("./compose.js").Slice} */ ({
  fields: FIELDS,
  answers: Object.keys(ANSWERS),
  wrap: () => reduce,
});
