/** What can be taken away. */

export { mountShare as mount } from "./share.js";
