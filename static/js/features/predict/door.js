/** Questions about what comes next. */

export { mountPredict as mount } from "./predict.js";
