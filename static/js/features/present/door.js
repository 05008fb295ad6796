/** The Lab in front of a class. */

export { mountPresent as mount } from "./present.js";
