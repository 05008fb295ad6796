/** What goes into the unit and what is read from it, in numbers: part of the picture, fetched once the first one stands. */

export { answerInBrief, mountEnds } from "../../view/stage/ends.js";
