/** Uploaded models: what takes their files and shows them, and what asks the server about them. */

export { mountCard } from "./card.js";
export { mountInputFile } from "./input_file.js";
export { mountMap } from "./map/map.js";
export { start } from "./start.js";
export { createModelsApi } from "./wire/api.js";
export { wholeRequest } from "./wire/runs.js";
