/** A seat in a class: a phone's page. */

import { createApi } from "../data/api.js";
import { readMessages } from "../data/messages.js";
import { outsideOf, sessionOf } from "../data/outside.js";
import { codeIn } from "../features/classroom/documents.js";
import { untilAsked } from "../features/classroom/hidden.js";
import { isJoining } from "../features/classroom/joining.js";
import { questionOf } from "../features/classroom/room.state.js";
import { SEAT } from "../features/classroom/seat_kept.js";
import { mayBeNamed } from "../features/classroom/seat_requests.js";
import { veil } from "../features/classroom/veil.js";
import { startCourier } from "../state/courier.js";
import { keepsake } from "../state/keepsake.js";
import { createStore } from "../state/store.js";
import { requestOf, withModels } from "../state/uploads/with_uploads.js";
import { readBlueprints, traceFields } from "../unit/blueprint.js";
import { part } from "../view/base/part.js";
import { mountAnnouncer } from "../view/panels/announcer.js";
import { startAnimator } from "../view/stage/animator.js";
import { mountScene } from "../view/stage/scene.js";
import { mountCover } from "./seat/cover.js";
import { mountEnding } from "./seat/ending.js";
import { mountJoining } from "./seat/joining.js";
import { mountLab } from "./seat/lab.js";
import { mountLook } from "./seat/look.js";
import { mountMarks } from "./seat/marks.js";
import { mountQuestion } from "./seat/question.js";
import { openSeat } from "./seat/seating.js";
import { mountShowing } from "./seat/showing.js";
import { INITIAL, reduceSeat, roamingNow } from "./seat/state.js";
import { mountStrip } from "./seat/strip.js";

readBlueprints(document);
const messages = readMessages(document);
const outside = outsideOf(window);
const store = createStore(reduceSeat, INITIAL);
const { dispatch } = store;

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const lab = place("seat").dataset.lab ?? "";
const code = codeIn(location.pathname);
/** @type {import("./seat/seating.js").Kept} */
const NOTHING = { pass: null, asked: [], mine: {} };
const kept = keepsake(SEAT, NOTHING, sessionOf(window));
const seat = openSeat(store, {
  send: outside.fetch,
  crypto,
  kept,
  language: messages.language,
  lab,
  placeInLab: () => drawLab.place(),
  trialInLab: () => drawLab.trial(),
  after: setTimeout,
});
const comeBack = () => dispatch({ type: "come back", draft: store.get().roaming === "lab" ? drawLab.place() : null });
const uploads = () => import("../state/uploads/api.js");
const tools = {
  dispatch,
  messages,
  outside,
  requestOf: requestOf(uploads),
  fixed: true,
  ends: () => import("../view/stage/ends.js"),
};
const drawLab = mountLab(place("lab"), { messages, lab });
const marks = mountMarks(place("scene"), { give: (value) => dispatch({ type: "answer", id: seat.newId(), value }) });
const lookAt = mountLook(place("stage"));
const drawScene = mountScene(place("scene"), tools);

/** @param {string} part */
function mark(part) {
  const value = marks.of(part);
  if (value) dispatch({ type: "answer", id: seat.newId(), value });
}

const drawDye = part(
  place("dye"),
  tools,
  async () => (await import("../view/panels/dyed.js")).mountDyed,
  (/** @type {import("./seat/state.js").SeatState} */ { dye }) => dye !== null,
);
const announce = mountAnnouncer(place("announcer"), tools);
const updates = [
  mountJoining(place("join"), {
    messages,
    code,
    join: seat.join,
    mayBeNamed: (room) => mayBeNamed(outside.fetch, room),
  }),
  mountStrip(place("strip"), { ...tools, comeBack }),
  mountShowing(place("showing"), { messages, answer: (agreed) => dispatch({ type: "consent", agreed }) }),
  mountQuestion(place("question"), { ...tools, newId: seat.newId, mark }),
  mountCover(place("cover"), { messages, comeBack, after: setTimeout }),
  mountEnding(place("ending"), { messages }),
  drawLab.update,
];

const api = withModels(createApi(traceFields, outside.fetch), uploads, outside);
let asks = false;
/** A seat that shows no picture yet needs no run: a class that joins would ask for hundreds that nobody sees. */
function askForRuns() {
  if (asks) return;
  asks = true;
  startCourier({ ...store, get: store.get }, { ...api, presets: async () => [] });
}

/** @param {import("./seat/state.js").SeatState} state */
function showPicture(state) {
  const { room, pass, ended } = state;
  const isSeen =
    pass !== null && room && ended === null && roamingNow(state) !== "lab" && !isJoining(room.state.address);
  place("stage").hidden = !isSeen;
  if (isSeen) askForRuns();
  place("seat").dataset.asked = String(questionOf(state) !== null);
  const drawn = untilAsked(state);
  drawScene(drawn);
  drawDye(drawn);
  veil(place("scene"), drawn);
  marks.update(state);
  lookAt(state);
  announce(drawn);
  place("seat").dataset.ready = String(state.trace !== null);
}

// However many changes come between two frames, the page is drawn once.
let isDue = false;
function show() {
  isDue = false;
  for (const update of [...updates, showPicture]) update(store.get());
}
store.subscribe(() => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(show);
});

// The other language keeps the room.
if (code)
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-language]")))
    link.pathname = link.pathname.replace(/join$/, code);

startAnimator(document, store);
for (const name of ["online", "pageshow"]) addEventListener(name, seat.wake);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && seat.wake());
seat.restore(code);
show();
