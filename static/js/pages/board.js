/** The projector's page: the picture is the page, in letters that the back row can read. */

import { createApi } from "../data/api.js";
import { readMessages } from "../data/messages.js";
import { outsideOf } from "../data/outside.js";
import { mountAsked } from "../features/classroom/asked.js";
import { codeIn } from "../features/classroom/documents.js";
import { mountDots } from "../features/classroom/dots.js";
import { untilAsked } from "../features/classroom/hidden.js";
import { questionOf } from "../features/classroom/room.state.js";
import { veil } from "../features/classroom/veil.js";
import { keepAddress } from "../state/address_bar.js";
import { startCourier } from "../state/courier.js";
import { createStore } from "../state/store.js";
import { requestOf, withModels } from "../state/uploads/with_uploads.js";
import { readBlueprints, traceFields } from "../unit/blueprint.js";
import { part } from "../view/base/part.js";
import { mountAnnouncer } from "../view/panels/announcer.js";
import { startAnimator } from "../view/stage/animator.js";
import { mountScene } from "../view/stage/scene.js";
import { fromQuery, keepQuery } from "./board/alone.state.js";
import { mountCover } from "./board/cover.js";
import { keepLetters } from "./board/letters.js";
import { mountMemory } from "./board/memory.js";
import { mountMoment } from "./board/moment.js";
import { followRoom } from "./board/room.js";
import { GRAMMAR, INITIAL, reduceBoard } from "./board/state.js";

readBlueprints(document);
const messages = readMessages(document);
const outside = outsideOf(window);
const code = codeIn(location.pathname);
const restored = { type: /** @type {const} */ ("restored"), place: GRAMMAR.fromAddress(location.hash) };
const opened = reduceBoard(INITIAL, restored);
const chosen = { type: /** @type {const} */ ("alone"), change: fromQuery(code ? "" : location.search) };
const store = createStore(reduceBoard, reduceBoard(opened, chosen));

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const uploads = () => import("../state/uploads/api.js");
const api = withModels(createApi(traceFields, outside.fetch), uploads, outside);
const tools = {
  dispatch: store.dispatch,
  messages,
  outside,
  requestOf: requestOf(uploads),
  fixed: code !== null,
  ends: () => import("../view/stage/ends.js"),
  layouts: (/** @type {string} */ name) => api.blueprint(name),
};
const drawScene = mountScene(place("scene"), tools, () => showView(store.get()));
const drawDots = mountDots(place("scene"));
const fitLetters = keepLetters(place("scene"), window); // after the scene: on another screen that draws first

/** @param {import("./board/state.js").BoardState} state */
function showView(state) {
  place("scene").dataset.view = state.view;
  place("board").dataset.hidden = state.alone.hidden.join(" ");
  place("memory").hidden = questionOf(state) !== null || state.alone.hidden.includes("timeline");
  veil(place("scene"), state);
  drawDots(state);
  fitLetters();
}

/** @param {import("./board/state.js").BoardState} state */
function showPicture(state) {
  const drawn = untilAsked(state);
  for (const update of pictures) update(drawn);
}

const pictures = [mountMoment(place("moment"), tools), drawScene, showView];
const updates = [
  showPicture,
  mountMemory(place("memory"), tools),
  part(
    place("dye"),
    { ...tools, onlySaid: true },
    async () => (await import("../view/panels/dyed.js")).mountDyed,
    (/** @type {import("./board/state.js").BoardState} */ state) => state.dye !== null && !questionOf(state),
  ),
  mountAsked(place("asked"), tools),
  mountCover({ joining: place("joining"), black: place("black"), ended: place("ended") }, tools),
  mountAnnouncer(place("announcer"), tools),
];

// However many changes come between two frames, the page is drawn once.
let isDue = false;
function show() {
  isDue = false;
  for (const update of updates) update(store.get());
  place("board").dataset.ready = String(store.get().trace !== null);
}
store.subscribe(() => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(show);
});

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

if (code) {
  followRoom(store, outside.fetch, code);
  document.addEventListener("keydown", (event) => {
    if (event.key === "f" && !(event.ctrlKey || event.metaKey || event.altKey)) fullScreen();
  });
} else {
  keepAddress(window, store, GRAMMAR);
  keepQuery(window, store);
  const places = { drawer: place("drawer"), code: place("code"), laser: place("laser") };
  import("./board/alone/start.js").then(({ startAlone }) => {
    updates.push(...startAlone(store, places, tools, fullScreen));
    show();
  }, console.error);
}
startAnimator(document, store);
startCourier(store, api);
show();
