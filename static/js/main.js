/** Wires the page together: the only module that sees data, state and views. */

import { createApi } from "./data/api.js";
import { readMessages } from "./data/messages.js";
import { fromAddress } from "./state/address.js";
import { keepAddress } from "./state/address_bar.js";
import { INITIAL } from "./state/app_state.js";
import { startCourier } from "./state/courier.js";
import { withHistory } from "./state/history.js";
import { reduce } from "./state/reducer.js";
import { createStore } from "./state/store.js";
import { mountAbout } from "./view/about.js";
import { startAnimator } from "./view/animator.js";
import { mountAnnouncer } from "./view/announcer.js";
import { mountChooser } from "./view/chooser.js";
import { mountHistory } from "./view/history_buttons.js";
import { mountInput } from "./view/input.js";
import { listenToKeys } from "./view/keys.js";
import { mountNotice } from "./view/notice.js";
import { mountPins } from "./view/pins.js";
import { mountReadout } from "./view/readout.js";
import { mountScene } from "./view/scene.js";
import { mountTimeline } from "./view/timeline.js";
import { mountTransport } from "./view/transport.js";
import { mountViews } from "./view/views.js";
import { mountWhy } from "./view/why.js";

const messages = readMessages(document);
const store = createStore(
  withHistory(reduce),
  reduce(INITIAL, { type: "restored", place: fromAddress(location.hash) }),
);

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const tools = { dispatch: store.dispatch, messages };
const updates = [
  mountChooser(place("chooser"), tools),
  mountNotice(place("notice"), tools),
  mountViews(place("views"), tools),
  mountHistory(place("history"), tools),
  mountScene(place("scene"), tools),
  mountTransport(place("transport"), tools),
  mountReadout(place("readout"), tools),
  mountWhy(place("why"), tools),
  mountPins(place("pins"), tools),
  mountTimeline(place("timeline"), tools),
  mountInput(place("input"), tools),
  mountAbout(place("about"), tools),
  mountAnnouncer(place("announcer"), tools),
];

/** @param {import("./state/app_state.js").AppState} state */
function show(state) {
  for (const update of updates) update(state);
  place("lab").setAttribute("aria-busy", String(state.waiting && !state.trace));
  const compared = !state.pins.length || state.untouched !== null;
  place("lab").dataset.waiting = String(state.waiting || !state.trace || !compared);
  if (state.trace || state.problem || !state.waiting) place("lab").dataset.ready = "";
}

// However many changes come between two frames, the page is drawn once, just before it is painted.
let frame = 0;
function showSoon() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => show(store.get()));
}

store.subscribe(showSoon);
keepAddress(window, store);
listenToKeys(document, tools);
startAnimator(document, store);
show(store.get());
startCourier(store, createApi());
