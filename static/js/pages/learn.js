/** Starts a page of the tutorial. The code that draws its figures is fetched once the text has been painted. */

import { readMessages } from "../data/messages.js";
import { outsideOf, sessionOf } from "../data/outside.js";
import { readBlueprints } from "../unit/blueprint.js";
import { bring } from "./learn/bring.js";
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
const tools = { messages, notes, figures, outside };
/**
 * What a screen may have beside its figures, and what brings it to life.
 *
 * @type {Readonly<Record<string, () => Promise<{mount: (place: HTMLElement, with_: typeof tools) => unknown}>>>}
 */
const PARTS = Object.freeze({
  "[data-draw]": () => import("./learn/draw.js"),
  "[data-code]": () => import("./learn/code.js"),
  "[data-find]": () => import("./learn/find.js"),
  "[data-workbench]": () => import("./learn/workbench.js"),
  "[data-finding=tape]": () => import("./learn/tape.js"),
  "[data-finding]:not([data-finding=tape], [data-finding=flawed])": () => import("./learn/knob.js"),
});
for (const [part, fetch] of Object.entries(PARTS))
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(part)))
    bring(place, messages, fetch, ({ mount }) => mount(place, tools));
document.getElementById("learn")?.setAttribute("data-ready", "");
