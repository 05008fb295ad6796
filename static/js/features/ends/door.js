/** What goes into the unit and what is read from it, in numbers, and the signs of operations: part of the picture, fetched once the first one stands. */

export { answerInBrief, mountEnds, signs } from "../../view/stage/ends.js";
