/** What is around the picture and not needed for the first one. */

export { mountAbout } from "../../view/panels/about.js";
export { mountSpotlights } from "../../view/stage/spotlights.js";
export { askAgain } from "./again.js";
export { dock } from "./dock.js";
export { mountHands } from "./hands.js";
