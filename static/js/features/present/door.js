/** The Lab before a class. */

export { mountPresent as mount } from "./present.js";
