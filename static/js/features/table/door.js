/** The run as a table: what the timeline paints, in numbers. */

export { mountRunTable as mount } from "./table.js";
