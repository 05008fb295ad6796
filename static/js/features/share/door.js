/** Exports: numbers, picture, link. */

export { mountShare as mount } from "./share.js";
