/**
 * The Lab: the only module that knows every view.
 *
 * @typedef {import("./lab/state.js").LabState} LabState
 */

import { createApi } from "../data/api.js";
import { withPresets } from "../data/brought.js";
import { readMessages } from "../data/messages.js";
import { outsideOf } from "../data/outside.js";
import { keepAddress } from "../state/address_bar.js";
import { startCourier } from "../state/courier.js";
import { flowing } from "../state/flowing.js";
import { startGradientCourier } from "../state/gradient_courier.js";
import { lacksInput } from "../state/question.js";
import { createStore } from "../state/store.js";
import { leftOut, partsIn } from "../state/studio.js";
import { requestOf, withModels } from "../state/uploads/with_uploads.js";
import { readBlueprints, traceFields } from "../unit/blueprint.js";
import { createDoors } from "../view/base/doors.js";
import { card, part, partBelow } from "../view/base/part.js";
import { mountInput } from "../view/input/input.js";
import { mountAnnouncer } from "../view/panels/announcer.js";
import { mountChooser } from "../view/panels/chooser.js";
import { fittingCards } from "../view/panels/fitting_cards.js";
import { mountHelp } from "../view/panels/help.js";
import { mountHistory } from "../view/panels/history_buttons.js";
import { listenToKeys } from "../view/panels/keys.js";
import { mountNotice } from "../view/panels/notice.js";
import { mountPins } from "../view/panels/pins.js";
import { mountPour } from "../view/panels/pour.js";
import { mountReadout } from "../view/panels/readout.js";
import { mountStep } from "../view/panels/step.js";
import { mountTransport } from "../view/panels/transport.js";
import { mountWhy } from "../view/panels/why.js";
import { startAnimator } from "../view/stage/animator.js";
import { mountBackward } from "../view/stage/backward.js";
import { mountLegend } from "../view/stage/legend.js";
import { mountScene } from "../view/stage/scene.js";
import { mountViews } from "../view/stage/views.js";
import { mountTimeline } from "../view/timeline/timeline.js";
import { mountInvitation } from "./lab/invitation.js";
import { withLayouts } from "./lab/layouts.js";
import { bringModel, followInputs, followModels, showMap, startModels, takeFiles } from "./lab/models.js";
import { mountShapeSwitch } from "./lab/shape_switch.js";
import { startShowing } from "./lab/showing.js";
import { followSources } from "./lab/sources.js";
import { GRAMMAR, LAB_INITIAL, LAB_KEYS, reduceLab } from "./lab/state.js";

/** An address that says nothing opens on a moment that shows something. */
const BEGINNING = "#step=4&phase=merge";

readBlueprints(document);
const messages = readMessages(document);
const opened = reduceLab(LAB_INITIAL, { type: "restored", place: GRAMMAR.fromAddress(location.hash || BEGINNING) });
const store = createStore(reduceLab, opened);
const only = partsIn(location.search);
for (const id of leftOut(only)) document.getElementById(id)?.setAttribute("data-left-out", "");

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const details = (id) => /** @type {HTMLDetailsElement} */ (place(id));
const outside = outsideOf(window);
const door = createDoors({
  document,
  messages,
  addresses: JSON.parse(place("doors").textContent ?? ""),
  send: outside.fetch,
});
const doors = {
  charts: door("charts", () => import("../features/charts/door.js")),
  dye: door("dye", () => import("../features/dye/door.js")),
  ends: door("ends", () => import("../features/ends/door.js")),
  gradient: door("gradient", () => import("../features/gradient/door.js")),
  keys: door("keys", () => import("../features/keys/door.js")),
  models: door("models", () => import("../features/models/door.js")),
  predict: door("predict", () => import("../features/predict/door.js")),
  shape: door("shape", () => import("../features/shape/door.js")),
  room: door("room", () => import("../features/room/door.js")),
  share: door("share", () => import("../features/share/door.js")),
  table: door("table", () => import("../features/table/door.js")),
  tasks: door("tasks", () => import("../features/tasks/door.js")),
  tour: door("tour", () => import("../features/tour/door.js")),
  weights: door("weights", () => import("../features/weights/door.js")),
};
/** @template Mount @param {() => Promise<{mount: Mount}>} open */
const mounting = (open) => async () => (await open()).mount;

const tools = {
  fixed: only?.includes("valves") === false,
  dispatch: store.dispatch,
  messages,
  outside,
  bring: () => bringModel(details("models")),
  ends: doors.ends,
  /** @param {string} name */
  layouts: (name) => api.blueprint(name),
};
/** @param {LabState} state */
const uploadsOf = ({ uploads }) => uploads;
/** @param {LabState} state */
const isShaping = ({ shaping }) => shaping;
const takeTour = () => store.dispatch({ type: "tour", on: true });
const boardOf = () => `${place("keys").dataset.board}#${GRAMMAR.toAddress(store.get())}`;
const api = {
  ...withLayouts(
    withModels(withPresets(createApi(traceFields, outside.fetch), document), doors.models, outside),
    store,
  ),
  presets: async () => JSON.parse(place("preset-list").textContent ?? ""),
};
startCourier(store, api);
startGradientCourier(store, api);
startModels(store, doors.models, outside);
/** @type {(() => import("../view/base/panel.js").Update<LabState>)[]} */
const mounts = [
  () =>
    mountChooser(place("chooser"), {
      ...tools,
      uploadsOf,
      showAll: () => showMap(details("units"), store.dispatch),
      lanes: async () => (await doors.models()).mountLanes,
    }),
  () => mountNotice(place("notice"), tools),
  () =>
    part(
      place("wanted"),
      tools,
      async () => (await doors.models()).mountWanted,
      (state) => lacksInput(state) || (state.preset?.invented === true && state.example !== null),
    ),
  () => mountViews(place("views"), tools),
  () => mountHistory(place("history"), tools),
  () => mountStep(place("step"), tools),
  () =>
    part(
      place("strip"),
      tools,
      async () => (await doors.ends()).mountStrip,
      () => true,
    ),
  () => mountLegend(place("legend"), tools),
  () =>
    part(
      place("spotlights"),
      { ...tools, isBrief: true },
      async () => (await doors.room()).mountSpotlights,
      ({ view }) => view === "cell",
    ),
  () => mountBackward(place("backward"), tools),
  () => mountPour(place("pour"), place("timeline"), tools),
  () =>
    part(
      place("dye"),
      { ...tools, requestOf: requestOf(doors.models) },
      mounting(doors.dye),
      ({ dye }) => dye !== null,
    ),
  () => mountShapeSwitch(place("shape-switch"), tools),
  () => part(place("shape"), tools, mounting(doors.shape), isShaping),
  () => part(place("gradient"), tools, mounting(doors.gradient), ({ backward }) => backward),
  () => mountTransport(place("transport"), tools),
  () => mountReadout(place("readout"), tools),
  () => mountWhy(place("why"), tools),
  () => card(details("predict"), tools, mounting(doors.predict)),
  () => card(details("tasks"), { ...tools, path: details("tasks").dataset.path ?? "" }, mounting(doors.tasks)),
  () => mountPins(place("pins"), tools),
  () => card(details("hands"), tools, async () => (await doors.room()).mountHands),
  () =>
    fittingCards({
      inside: [place("readout"), place("why")],
      valves: [place("predict"), place("tasks")],
      hands: place("hands"),
      pins: place("pins"),
    }),
  () => mountTimeline(place("timeline"), { ...tools, isBelowStrip: true }),
  () =>
    card(
      details("sources"),
      { ...tools, requestOf: requestOf(doors.models) },
      async () => (await doors.dye()).mountSources,
    ),
  () => followSources(details("sources"), tools),
  () => card(details("table"), tools, mounting(doors.table)),
  () => card(details("charts"), { ...tools, library: details("charts").dataset.library ?? "" }, mounting(doors.charts)),
  () =>
    card(
      details("share"),
      { ...tools, requestOf: requestOf(doors.models), toAddress: GRAMMAR.toAddress },
      mounting(doors.share),
    ),
  () => mountInput(place("input"), tools),
  () =>
    part(
      place("emptied"),
      tools,
      async () => (await doors.dye()).mountEmptied,
      ({ emptied }) => emptied.length > 0,
    ),
  () => card(details("input-file"), tools, async () => (await doors.models()).mountInputFile),
  () => card(details("input-text"), tools, async () => (await doors.models()).mountInputText),
  () => card(details("input-start"), tools, async () => (await doors.models()).mountStarts),
  () => followInputs(details("input-text"), details("input-start")),
  () => card(details("weights"), tools, mounting(doors.weights)),
  () =>
    partBelow(
      place("about"),
      tools,
      async () => (await doors.room()).mountAbout,
      ({ preset }) => preset !== null && preset.upload === undefined, // uploaded models are described in a card of their own
    ),
  () => card(details("models"), tools, async () => (await doors.models()).mountCard),
  () => card(details("units"), tools, async () => (await doors.models()).mountMap),
  () => followModels({ card: details("models"), map: details("units") }, tools),
  () => mountInvitation(place("invitation"), tools),
  () =>
    part(place("keys"), { ...tools, keys: LAB_KEYS, takeTour, boardOf }, mounting(doors.keys), ({ sheet }) => sheet),
  () => part(place("tour"), tools, mounting(doors.tour), ({ touring }) => touring),
  () => mountAnnouncer(place("announcer"), tools),
];
keepAddress(window, store, GRAMMAR);
listenToKeys(document, store, LAB_KEYS);
startAnimator(document, store);
flowing(outside.storage)(store);
takeFiles({ input: details("input-file"), model: details("models") });
if (location.search.includes("trained="))
  doors.models().then(
    ({ takeTrained }) => takeTrained(window, store, outside.fetch, details("models")),
    (error) => console.error(error),
  );
mountHelp(place("help"), { messages, open: () => store.dispatch({ type: "sheet", on: true }) });
await startShowing(place("lab"), store, () => mountScene(place("scene"), tools), mounts);
details("weights").open = store.get().edits.length > 0; // weights from an address might otherwise go unnoticed
const changing = ["gradient", "predict", "tasks", "pins", "hands", "input", "weights"].map(place);
doors.ends().then(({ askAgain }) => askAgain(store, (work, ms) => setTimeout(work, ms)), console.error);
const dockSoon = () => doors.room().then(({ dock }) => dock(place("scene"), changing, store), console.error);
addEventListener("scroll", dockSoon, { once: true });
