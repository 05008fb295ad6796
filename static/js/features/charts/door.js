/** Charts of the whole run. */

export { mountCharts as mount } from "./charts.js";
