/** Starts a page of the tutorial. The code that draws its figures is fetched once the text has been painted. */

import { readMessages } from "../data/messages.js";
import { readBlueprints } from "../unit/blueprint.js";
import { startContents } from "./learn/contents.js";
import { startFigures } from "./learn/figures.js";
import { createNotes } from "./learn/progress.js";
import { startQuestions } from "./learn/questions.js";
import { startTasks } from "./learn/tasks.js";
import { startTurning } from "./learn/turning.js";

readBlueprints(document);
const messages = readMessages(document);
const notes = createNotes(storage());
startContents(document, messages, notes);
startTurning(window);
const figures = startFigures(document, messages);
startQuestions(document, messages, notes, figures);
startTasks(document, messages, notes, figures);
for (const finding of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-finding]")))
  import("./learn/knob.js").then(({ mount }) => mount(finding));
document.getElementById("learn")?.setAttribute("data-ready", "");

/** Some browsers forbid even reading the property. */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
