/** Tasks to do by hand. */

export { mountTasks as mount } from "./tasks.js";
