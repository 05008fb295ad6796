/** The units as the server gives them to a page: the tests know no other. */

import { execFileSync } from "node:child_process";
import { blueprintNamed, learnBlueprints } from "../../../static/js/unit/blueprint.js";

const TOP = new URL("../../..", import.meta.url);
const json = execFileSync("python", ["-m", "lstm_core.picture"], { cwd: TOP, encoding: "utf8" });
learnBlueprints(JSON.parse(json));

export const LSTM = blueprintNamed("lstm");
export const GRU = blueprintNamed("gru");
export const PHASES = LSTM.phases;
