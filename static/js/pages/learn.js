/** Starts a page of the tutorial. The code that draws its figures is fetched once the text has been painted. */

import { readMessages } from "../data/messages.js";
import { outsideOf, sessionOf } from "../data/outside.js";
import { readBlueprints } from "../unit/blueprint.js";
import { startContents } from "./learn/contents.js";
import { keepDeal } from "./learn/deal.js";
import { startFigures } from "./learn/figures.js";
import { createNotes } from "./learn/progress.js";
import { startQuestions } from "./learn/questions.js";
import { startTasks } from "./learn/tasks.js";
import { startTurning } from "./learn/turning.js";

readBlueprints(document);
const messages = readMessages(document);
const outside = outsideOf(window);
const notes = createNotes(outside.storage);
keepDeal(document, sessionOf(window));
startContents(document, messages, notes);
startTurning(window);
const figures = startFigures(document, messages, outside);
startQuestions(document, messages, notes, figures);
startTasks(document, messages, notes, figures);
if (document.querySelector("[data-draw]"))
  import("./learn/draw.js").then(({ startDrawing }) => startDrawing(document, notes));
if (document.querySelector("[data-code]"))
  import("./learn/code.js").then(({ startCode }) => startCode(document, figures));
if (document.querySelector("[data-find]"))
  import("./learn/find.js").then(({ startFinding }) => startFinding(document, notes));
if (document.querySelector("[data-workbench]"))
  import("./learn/workbench.js").then(({ startWorkbenches }) => startWorkbenches(document, messages, notes, outside));
for (const finding of /** @type {NodeListOf<HTMLElement>} */ (
  document.querySelectorAll("[data-finding]:not([data-finding=flawed])")
))
  (finding.dataset.finding === "tape" ? import("./learn/tape.js") : import("./learn/knob.js")).then(({ mount }) =>
    mount(finding),
  );
document.getElementById("learn")?.setAttribute("data-ready", "");
