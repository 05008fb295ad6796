/** What is around the picture, and fetched when a hand reaches there. */

export { mountAbout } from "../../view/panels/about.js";
export { mountHands } from "../../view/panels/hands.js";
export { mountSpotlights } from "../../view/stage/spotlights.js";
export { dock } from "./dock.js";
