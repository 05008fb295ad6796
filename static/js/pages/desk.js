/** The teacher's page of a live class. */

import { createApi } from "../data/api.js";
import { readMessages } from "../data/messages.js";
import { outsideOf } from "../data/outside.js";
import { createDeskRequests } from "../features/classroom/desk_requests.js";
import { codeIn } from "../features/classroom/documents.js";
import { mountDots } from "../features/classroom/dots.js";
import { hexDigits } from "../features/classroom/seat_requests.js";
import { veil } from "../features/classroom/veil.js";
import { POUR_KEYS } from "../features/dye/keys.state.js";
import { startCourier } from "../state/courier.js";
import { flowing } from "../state/flowing.js";
import { createStore } from "../state/store.js";
import { keptUploads, listOf } from "../state/uploads/kept.js";
import { requestOf, withModels } from "../state/uploads/with_uploads.js";
import { readBlueprints, traceFields } from "../unit/blueprint.js";
import { part } from "../view/base/part.js";
import { mountAnnouncer } from "../view/panels/announcer.js";
import { mountChooser } from "../view/panels/chooser.js";
import { mountHistory } from "../view/panels/history_buttons.js";
import { KEYS, listenToKeys } from "../view/panels/keys.js";
import { mountPins } from "../view/panels/pins.js";
import { mountPour } from "../view/panels/pour.js";
import { mountTransport } from "../view/panels/transport.js";
import { startAnimator } from "../view/stage/animator.js";
import { mountScene } from "../view/stage/scene.js";
import { mountViews } from "../view/stage/views.js";
import { mountMemory } from "./board/memory.js";
import { mountAsking } from "./desk/asking.js";
import { mountControls } from "./desk/controls.js";
import { mountEnding } from "./desk/ending.js";
import { mountHands } from "./desk/hands.js";
import { mountHead } from "./desk/head.js";
import { listenToClicker } from "./desk/keys.js";
import { mountLesson } from "./desk/lesson.js";
import { mountNow } from "./desk/now.js";
import { keepPass, keptPasses, passIn } from "./desk/passes.js";
import { followDesk } from "./desk/room.js";
import { mountSeats } from "./desk/seats.js";
import { startSharing } from "./desk/sharing.js";
import { mountShowing } from "./desk/showing.js";
import { INITIAL, reduceDesk } from "./desk/state.js";
import { createSwitches } from "./desk/switches.js";
import { mountTasks } from "./desk/tasks.js";
import { createWalk } from "./desk/walk.js";

readBlueprints(document);
const messages = readMessages(document);
const outside = outsideOf(window);
const store = createStore(reduceDesk, INITIAL);
/** The models that this browser has opened. */
const own = listOf(keptUploads(outside.storage));
const uploads = () => import("../state/uploads/api.js");
const code = codeIn(location.pathname) ?? "";
const pass = keptPasses(outside.storage).find((one) => one.code === code) ?? { code, key: "" };

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
for (const link of document.querySelectorAll(".languages a"))
  link.setAttribute("href", `${link.getAttribute("href")}/${code}`);

const requests = createDeskRequests(outside.fetch, { ...pass, desk: deskName() });
const walk = createWalk(store, requests, attempt);
const turn = createSwitches(store, requests.run);
const tools = {
  dispatch: store.dispatch,
  messages,
  outside,
  requestOf: requestOf(uploads),
  ends: () => import("../view/stage/ends.js"),
  requests,
  attempt,
  turn,
  walk,
  pass,
  code,
};
const lesson = mountLesson(place("lesson"), { ...tools, ask });
const keep = (/** @type {any} */ question) => lesson.keep(question, messages.pick(question.text));
const drawScene = mountScene(place("scene"), tools);
const drawDots = mountDots(place("scene"));

const updates = [
  mountHead(place("room"), { ...tools, takeOver: () => attempt(() => requests.claim(true)) }),
  mountControls(place("controls"), tools),
  mountChooser(place("chooser"), { ...tools, uploadsOf: () => own, showAll: () => {} }),
  mountViews(place("views"), tools),
  mountHistory(place("history"), tools),
  drawScene,
  (/** @type {import("./desk/state.js").DeskState} */ state) => veil(place("scene"), state),
  drawDots,
  mountMemory(place("memory"), tools),
  mountTransport(place("transport"), tools),
  mountPour(place("pour"), null, tools),
  part(
    place("dye"),
    tools,
    async () => (await import("../view/panels/dyed.js")).mountDyed,
    ({ dye }) => dye !== null,
  ),
  mountPins(place("pins"), tools),
  mountAsking(place("asking"), { ...tools, ask, keep }),
  mountNow(place("now"), tools),
  mountHands(place("hands"), tools),
  mountSeats(place("seats"), { ...tools, askToShow }),
  mountShowing(place("showing"), tools),
  mountTasks(place("tasks"), tools),
  lesson.update,
  mountEnding(place("ending"), tools),
  mountAnnouncer(place("announcer"), tools),
];

/** One desk for each tab. */
function deskName() {
  const known = sessionStorage.getItem("desk");
  const name = known ?? hexDigits(16, crypto);
  if (!known) sessionStorage.setItem("desk", name);
  return name;
}

/** @param {number} seat */
function askToShow(seat) {
  attempt(() => requests.askToShow(hexDigits(16, crypto), seat));
}

/** @param {object} question */
function ask(question) {
  attempt(() => requests.ask({ ...question, id: hexDigits(16, crypto), state: "open" }));
  store.dispatch({ type: "joining", on: false });
}

/** What a person asked for, or why it could not be done. @param {() => Promise<unknown>} work */
async function attempt(work) {
  place("fault").hidden = true;
  try {
    await work();
  } catch (error) {
    const { problem } = /** @type {{problem?: import("../data/types.js").Problem}} */ (error);
    if (!problem) throw error;
    place("fault").textContent = messages.t("desk.refused", { why: problem.errors[0]?.detail ?? problem.detail });
    place("fault").hidden = false;
  }
}

let isDue = false;
function show() {
  isDue = false;
  for (const update of updates) update(store.get());
  place("desk").dataset.ready = String(store.get().trace !== null && store.get().desk !== null);
}
store.subscribe(() => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(show);
});

listenToClicker(document, {
  forward: walk.forward,
  back: walk.back,
  black: () => attempt(() => turn("black")),
  pause: () => attempt(() => turn("paused")),
  full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
});
listenToKeys(document, store, [KEYS, POUR_KEYS]);
startAnimator(document, store);
flowing(outside.storage)(store);
startCourier(store, withModels(createApi(traceFields, outside.fetch), uploads, outside));
startSharing(store, requests, location.origin);

/** A teacher may bring the key as a file, saved in another browser. */
place("key-file").addEventListener("change", async (event) => {
  const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
  const found = passIn(JSON.parse((await file?.text()) || "null"));
  if (found?.code !== code) return;
  keepPass(outside.storage, found);
  location.reload();
});

if (pass.key) {
  keepPass(outside.storage, pass);
  attempt(() => requests.claim(false)).then(() => followDesk(store, outside.fetch, requests));
} else {
  store.dispatch({ type: "room ended", why: { status: 403, title: "", detail: "", errors: [] } });
  place("key").hidden = false;
}
show();
