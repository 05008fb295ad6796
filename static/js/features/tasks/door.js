/** Tasks for the hands. */

export { mountTasks as mount } from "./tasks.js";
