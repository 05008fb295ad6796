/** Wires the page together: the only module that sees data, state and views. */

import { createApi } from "../data/api.js";
import { readMessages } from "../data/messages.js";
import { mountBackward } from "../features/gradient/switch.js";
import { mountOwn } from "../features/models/door.js";
import { fromAddress } from "../state/address.js";
import { keepAddress } from "../state/address_bar.js";
import { startCourier } from "../state/courier.js";
import { INITIAL } from "../state/fields.js";
import { isTouched } from "../state/flow.js";
import { startGradientCourier } from "../state/gradient_courier.js";
import { withHistory } from "../state/history.js";
import { withLesson } from "../state/lesson.js";
import { fromQuery, keepQuery } from "../state/lesson_address.js";
import { reduce } from "../state/reducer.js";
import { createStore } from "../state/store.js";
import { mountDisclosure } from "../view/base/disclosure.js";
import { mountInput } from "../view/input/input.js";
import { mountAbout } from "../view/panels/about.js";
import { mountAnnouncer } from "../view/panels/announcer.js";
import { mountChooser } from "../view/panels/chooser.js";
import { mountHistory } from "../view/panels/history_buttons.js";
import { listenToKeys } from "../view/panels/keys.js";
import { mountNotice } from "../view/panels/notice.js";
import { mountPins } from "../view/panels/pins.js";
import { mountReadout } from "../view/panels/readout.js";
import { mountTransport } from "../view/panels/transport.js";
import { mountWhy } from "../view/panels/why.js";
import { startAnimator } from "../view/stage/animator.js";
import { mountLegend } from "../view/stage/legend.js";
import { mountScene } from "../view/stage/scene.js";
import { mountSpotlights } from "../view/stage/spotlights.js";
import { mountViews } from "../view/stage/views.js";
import { mountTimeline } from "../view/timeline/timeline.js";
import { mountLesson } from "./lab/lesson.js";
import { startOwn } from "./lab/models.js";

const messages = readMessages(document);
const reduceAll = withLesson(withHistory(reduce));
const store = createStore(
  reduceAll,
  reduceAll(reduce(INITIAL, { type: "restored", place: fromAddress(location.hash) }), {
    type: "lesson",
    change: fromQuery(location.search),
  }),
);

/** @param {string} id */
const card = (id) => /** @type {HTMLDetailsElement} */ (document.getElementById(id));
/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const tools = { dispatch: store.dispatch, messages };
const picture = mountScene(place("scene"), tools);
const panels = [
  mountChooser(place("chooser"), tools),
  mountNotice(place("notice"), tools),
  mountViews(place("views"), tools),
  mountHistory(place("history"), tools),
  mountLegend(place("legend"), tools),
  mountSpotlights(place("spotlights"), tools),
  mountBackward(place("backward"), tools),
  mountTransport(place("transport"), tools),
  mountReadout(place("readout"), tools),
  mountWhy(place("why"), tools),
  mountDisclosure(card("predict"), tools, async (el) =>
    (await import("../features/predict/predict.js")).mountPredict(el, tools),
  ),
  mountDisclosure(card("tasks"), tools, async (el) =>
    (await import("../features/tasks/tasks.js")).mountTasks(el, tools),
  ),
  mountPins(place("pins"), tools),
  mountTimeline(place("timeline"), tools),
  mountDisclosure(card("charts"), tools, async (...to) =>
    (await import("../features/charts/charts.js")).mountCharts(...to),
  ),
  mountDisclosure(card("share"), tools, async (...to) =>
    (await import("../features/share/share.js")).mountShare(...to),
  ),
  mountInput(place("input"), tools),
  mountDisclosure(card("weights"), tools, async (...to) =>
    (await import("../features/weights/weights.js")).mountWeights(...to),
  ),
  mountAbout(place("about"), tools),
  mountOwn({ card: card("own"), map: card("units") }, tools),
  mountLesson(place("lesson"), place("invitation"), tools),
  mountAnnouncer(place("announcer"), tools),
];

/** @param {import("../state/app_state.js").AppState} state what the picture shows already */
function showPanels(state) {
  for (const update of panels) update(state);
  place("lab").setAttribute("aria-busy", String(state.waiting && !state.trace));
  const compared = !isTouched(state) || state.untouched !== null;
  place("lab").dataset.waiting = String(state.waiting || !state.trace || !compared);
  if (state.trace || state.problem || !state.waiting) place("lab").dataset.ready = "";
}

// However many changes come between two frames, the picture is drawn once, just before it is painted, and what stands around
// it one frame later: a hand on a valve does not wait for tables. A question whose answer is quick is drawn together with it.
const QUICK = 40;
let frame = 0;
let panelsFrame = 0;
/** @type {ReturnType<typeof setTimeout>|null} */
let late = null;
function showSoon() {
  place("lab").dataset.waiting = "true";
  if (frame) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    const { waiting, trace } = store.get();
    if (!waiting || !trace) showNow();
    else if (late === null) late = setTimeout(showNow, QUICK);
  });
}
function showNow() {
  if (late !== null) clearTimeout(late);
  late = null;
  picture(store.get());
  if (!("ready" in place("lab").dataset)) showPanels(store.get()); // the first time all comes at once, so that nothing moves
  if (panelsFrame) return;
  panelsFrame = requestAnimationFrame(() => {
    panelsFrame = 0;
    showPanels(store.get());
  });
}

store.subscribe(showSoon);
keepAddress(window, store);
keepQuery(window, store);
listenToKeys(document, store);
startAnimator(document, store);
picture(store.get());
showPanels(store.get());
card("weights").open = store.get().edits.length > 0; // an address may bring weights that nobody would look for
const api = createApi();
startCourier(store, api);
startGradientCourier(store, api);
startOwn(store);
