/** The tour of the Lab. */

export { mountTour as mount } from "./tour.js";
