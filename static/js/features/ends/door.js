/** What goes into the unit and what is read from it, in numbers, signs, the way between views: part of the picture, fetched once the first one stands. */

export { answerInBrief, mountEnds, signs, way } from "../../view/stage/ends.js";
