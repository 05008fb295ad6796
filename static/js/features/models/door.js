/** Uploaded models: taking and showing their files, and asking the server about them. */

export { createModelsApi, wholeRequest } from "../../state/uploads/api.js";
export { mountCard } from "./card.js";
export { mountInputFile } from "./input_file.js";
export { mountInputText } from "./input_text.js";
export { mountLanes } from "./lanes.js";
export { mountMap } from "./map/map.js";
export { start } from "./start.js";
export { mountStarts } from "./starts.js";
export { takeTrained } from "./trained.js";
export { mountWanted } from "./wanted.js";
