/** The strip above the picture. */

export { mountStrip as mount } from "../../view/strip/strip.js";
