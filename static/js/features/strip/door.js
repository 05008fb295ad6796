/** The strip above the picture. */

export { mountStrip as mount } from "./strip.js";
