/** The sheet of all keys. */

export { mountSheet as mount } from "./sheet.js";
