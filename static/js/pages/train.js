/**
 * The page on which one watches a network learn.
 *
 * @typedef {import("./train/state.js").TrainState} TrainState
 * @typedef {import("./train/state.js").TrainAction} TrainAction
 */

import { readMessages } from "../data/messages.js";
import { outsideOf, sessionOf } from "../data/outside.js";
import { hasSeat } from "../features/classroom/seat_kept.js";
import { keepAddress } from "../state/address_bar.js";
import { startCourier } from "../state/courier.js";
import { startErrands } from "../state/errand.js";
import { flowing } from "../state/flowing.js";
import { createStore } from "../state/store.js";
import { readBlueprints } from "../unit/blueprint.js";
import { part } from "../view/base/part.js";
import { mountAnnouncer } from "../view/panels/announcer.js";
import { listenToKeys } from "../view/panels/keys.js";
import { mountPour } from "../view/panels/pour.js";
import { mountTransport } from "../view/panels/transport.js";
import { startAnimator } from "../view/stage/animator.js";
import { mountScene } from "../view/stage/scene.js";
import { mountViews } from "../view/stage/views.js";
import { mountAlong } from "./train/along.js";
import { startClock } from "./train/clock.js";
import { mountControls } from "./train/controls.js";
import { mountCurve } from "./train/curve.js";
import { checkpointErrand, mapErrand, momentsErrand, normsErrand } from "./train/errands.js";
import { mountKept } from "./train/kept.js";
import { TRAIN_KEYS } from "./train/keys.js";
import { mountMap } from "./train/map.js";
import { mountMoment } from "./train/moment.js";
import { mountMoments } from "./train/moments.js";
import { mountPlan } from "./train/plan.js";
import { mountProgress } from "./train/progress.js";
import { mountReach } from "./train/reach.js";
import { mountRecorded } from "./train/recorded.js";
import { mountRefusal } from "./train/refusal.js";
import { createTrainings, runRequest } from "./train/requests.js";
import { mountSeeds } from "./train/seeds.js";
import { startSeeds } from "./train/seeds.teacher.js";
import { GRAMMAR, INITIAL, reduceTrain } from "./train/state.js";
import { listening } from "./train/stream.js";
import { startTeacher } from "./train/teacher.js";

readBlueprints(document);
const messages = readMessages(document);
const outside = outsideOf(window);
const trainings = createTrainings(outside.fetch);
const restored = { type: /** @type {const} */ ("restored"), place: GRAMMAR.fromAddress(location.hash) };
const store = createStore(reduceTrain, reduceTrain(INITIAL, restored));
// A class that learns all at once would wait for the server: its seats see recorded runs, unless they ask otherwise.
if (hasSeat(sessionOf(window)) && !new URLSearchParams(location.hash.slice(1)).has("recorded"))
  store.dispatch({ type: "recorded", on: true });

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const tools = {
  dispatch: store.dispatch,
  messages,
  outside,
  ends: () => import("../view/stage/ends.js"),
};

const presetNow = () => /** @type {import("../data/types.js").Preset} */ (store.get().preset); // of a checkpoint, with its weights
const updates = [
  mountScene(place("scene"), tools),
  mountMoment(place("moment"), tools),
  mountPlan(place("plan"), tools),
  mountRecorded(place("recorded"), tools),
  mountControls(place("controls"), tools),
  mountProgress(place("progress"), tools),
  mountRefusal(place("refusal"), tools),
  mountCurve(place("curve"), tools),
  mountKept(place("kept"), {
    ...tools,
    link: () => `${location.origin}${location.pathname}#${GRAMMAR.toAddress(store.get())}`,
  }),
  mountSeeds(place("seeds"), tools),
  mountViews(place("views"), tools),
  mountTransport(place("transport"), tools),
  mountPour(place("pour"), null, tools),
  part(
    place("dye"),
    { ...tools, requestOf: (question) => runRequest(question, presetNow()) },
    async () => (await import("../view/panels/dyed.js")).mountDyed,
    (/** @type {import("./train/state.js").TrainState} */ { dye }) => dye !== null,
  ),
  mountAlong(place("along"), { ...tools, lab: place("along").dataset.lab ?? "" }),
  mountMap(place("map"), tools),
  mountMoments(place("moments"), tools),
  mountReach(place("reach"), tools),
  mountAnnouncer(place("announcer"), tools),
];

// However many changes come between two frames, the page is drawn once.
let isDue = false;
function show() {
  isDue = false;
  for (const update of updates) update(store.get());
  place("train").dataset.ready = String(store.get().trace !== null);
}
store.subscribe(() => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(show);
});

keepAddress(window, store, GRAMMAR);
listenToKeys(document, store, TRAIN_KEYS);
startAnimator(document, store);
flowing(outside.storage)(store);
startCourier(store, {
  presets: async () => [],
  preset: () => new Promise(() => {}), // a checkpoint comes with its weights
  trace: (question) => trainings.trace(question, presetNow()),
});
startErrands(store, mapErrand(trainings));
startErrands(store, checkpointErrand(trainings, messages));
startErrands(store, momentsErrand(trainings));
startErrands(store, normsErrand(trainings));
const listen = listening(window, outside.at);
const teachers = [startTeacher(store, trainings, listen), startSeeds(store, trainings, listen)];
startClock(store);
addEventListener("pagehide", () => {
  for (const teacher of teachers) teacher.leave();
});
addEventListener("pageshow", () => store.dispatch({ type: "learn", on: false })); // the browser may bring a page back as it was
trainings.offer().then(
  (offer) => store.dispatch({ type: "offered", offer }),
  ({ problem }) => store.dispatch({ type: "refused", problem }),
);
show();
