/**
 * A widget in a notebook: the Lab's own store and views around one run, in a shadow root, so that neither the notebook's style nor
 * the widget's reaches the other.
 *
 * @typedef {import("./kernel.js").Model} Model
 * @typedef {import("../../features/dye/dye.state.js").State} State
 */

import { createMessages } from "../../data/messages.js";
import { DYE_SLICE } from "../../features/dye/dye.state.js";
import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";
import { startCourier } from "../../state/courier.js";
import { createStore } from "../../state/store.js";
import { learnBlueprints } from "../../unit/blueprint.js";
import { mountAnnouncer } from "../../view/panels/announcer.js";
import { KEYS, listenToKeys } from "../../view/panels/keys.js";
import { mountPins } from "../../view/panels/pins.js";
import { mountPour } from "../../view/panels/pour.js";
import { mountReadout } from "../../view/panels/readout.js";
import { mountTransport } from "../../view/panels/transport.js";
import { mountWhy } from "../../view/panels/why.js";
import { startAnimator } from "../../view/stage/animator.js";
import * as ends from "../../view/stage/ends.js";
import { mountLegend } from "../../view/stage/legend.js";
import { mountMorph } from "../../view/stage/morph.js";
import { mountScene } from "../../view/stage/scene.js";
import { mountViews } from "../../view/stage/views.js";
import { mountStrip } from "../../view/strip/strip.js";
import { mountTimeline } from "../../view/timeline/timeline.js";
import { mountDyed } from "./dyed.js";
import { askKernel } from "./kernel.js";
import { placesIn } from "./places.js";
import { captionOf, mountMoment, mountTrouble } from "./says.js";
import { shareStep } from "./step.js";
import { followTheme } from "./theme.js";

const { initial, reduce } = compose([BASE, DYE_SLICE]);

/**
 * @param {HTMLElement} el the notebook's place for it
 * @param {Model} model
 * @param {Window & typeof globalThis} window
 * @returns {() => void} takes it away
 */
export function mountWidget(el, model, window) {
  /** @type {import("./kernel.js").Document} */
  const document = model.get("document");
  const messages = createMessages({ ...model.get("words") }, model.get("language"));
  learnBlueprints([document.blueprint]);
  const store = createStore(reduce, startOf(document, model.get("step")));
  const places = placesIn(el, model.get("style_sheet"), messages);
  const tools = { dispatch: store.dispatch, messages, fixed: !document.turnable, ends: async () => ends };
  places.caption.textContent = captionOf(messages, document);
  const kernel = askKernel(model, document, window.setTimeout.bind(window));
  /** @type {((state: State) => void)[]} */
  const updates = [
    mountViews(places.views, tools),
    mountTrouble(places.trouble, tools),
    mountMoment(places.moment, tools),
    mountStrip(places.strip, tools),
    mountScene(places.scene, tools),
    mountLegend(places.legend, tools),
    mountPour(places.looks, places.timeline, /** @type {any} */ (tools)),
    mountDyed(places.dyed, tools, kernel.parts),
    mountMorph(places.morph, tools),
    mountTransport(places.transport, tools),
    mountTimeline(places.timeline, tools),
    mountReadout(places.readout, tools),
    mountWhy(places.why, tools),
    ...(document.turnable ? [mountPins(places.pins, tools)] : []),
    mountAnnouncer(places.announcer, tools),
  ];

  let isDue = false;
  const show = () => {
    isDue = false;
    for (const update of updates) update(store.get());
  };
  // However many changes come between two frames, the widget is drawn once.
  const unsubscribe = store.subscribe(() => {
    if (!isDue) window.requestAnimationFrame(show);
    isDue = true;
  });
  listenToKeys(places.root, store, [KEYS]);
  const ways = [
    unsubscribe,
    followTheme(window, (theme) => {
      places.root.dataset.theme = theme;
    }),
    shareStep(model, store),
  ];
  show();
  startAnimator(places.root, store);
  startCourier(store, { ...kernel.api });
  return () => {
    for (const end of [...ways, kernel.stop]) end();
    places.root.remove();
  };
}

/** Where it begins: everything of a step is there to be seen. @param {import("./kernel.js").Document} document @param {number} step @returns {State} */
function startOf({ preset, blueprint, pins, units }, step) {
  const phase = blueprint.phases.length - 1;
  const place = { wanted: preset.name, blueprint: blueprint.name, pins, shown: units, chosen: true, step, phase };
  return reduce({ ...initial, blueprint: blueprint.name }, { type: "restored", place });
}
