/** The page around the picture. It is fetched once everything is there. */

export { dock } from "./dock.js";
