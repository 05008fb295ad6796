/**
 * What belongs to the picture, and is fetched once the first one stands: the strip above it, what goes into the unit and what is
 * read from it, in numbers, signs, the way between views; and who asks again while the server is away.
 */

export { answerInBrief, mountEnds, signs, way } from "../../view/stage/ends.js";
export { mountStrip } from "../../view/strip/strip.js";
export { askAgain } from "./again.js";
