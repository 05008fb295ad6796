/**
 * When the Lab's views are drawn.
 *
 * At first each is mounted, and shows its first state, in turn: the browser can paint in between. All of that is hidden until
 * the picture and everything around it are there, so nothing jumps. Then the stage is revealed, and one frame later the rest.
 *
 * From then on, however many changes come between two frames, the picture is drawn once, just before it is painted, and everything
 * around it one frame later: turning a valve does not wait for tables. If the answer to a question is quick, both are drawn
 * together.
 *
 * @typedef {import("./state.js").LabState} LabState
 * @typedef {import("../../view/base/panel.js").Update<LabState>} Update
 */

import { isTouched } from "../../state/flow.js";
import { lacksInput } from "../../state/question.js";
import { inTurn } from "./in_turn.js";

/** How long an answer is waited for, in ms. */
const QUICK = 40;

/**
 * @param {HTMLElement} lab
 * @param {{get: () => LabState, subscribe: (listener: () => void) => unknown}} store
 * @param {() => Update} mountPicture
 * @param {(() => Update)[]} mountPanels
 * @returns {Promise<void>} when everything is mounted
 */
export async function startShowing(lab, store, mountPicture, mountPanels) {
  const picture = mountPicture();
  /** @type {Update[]} */
  const panels = [];
  let isShowing = false;
  let frame = 0;
  let panelsFrame = 0;
  /** @type {ReturnType<typeof setTimeout>|null} */
  let late = null;

  function showSoon() {
    lab.dataset.waiting = "true";
    if (!("ready" in lab.dataset)) {
      showInTurn();
      return;
    }
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
    if (panelsFrame) return;
    panelsFrame = requestAnimationFrame(() => {
      panelsFrame = 0;
      for (const update of panels) update(store.get());
      tell(store.get());
    });
  }

  async function showInTurn() {
    if (isShowing) return;
    isShowing = true;
    /** @type {LabState} */
    let state;
    do {
      state = store.get();
      await inTurn([picture, ...panels].map((update) => () => update(store.get())));
    } while (state !== store.get());
    if (state.trace || state.problem || !state.waiting) await reveal();
    isShowing = false;
    if (state === store.get()) tell(state);
  }

  async function reveal() {
    lab.dataset.ready = "stage";
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    lab.dataset.ready = "all";
  }

  /** @param {LabState} state that everything shows */
  function tell(state) {
    const { waiting, trace, untouched } = state;
    const isCompared = !isTouched(state) || untouched !== null;
    lab.setAttribute("aria-busy", String(waiting && !trace));
    lab.dataset.waiting = String(waiting || (!trace && !lacksInput(state)) || !isCompared);
  }

  await inTurn(mountPanels.map((mount) => () => panels.push(mount())));
  store.subscribe(showSoon);
  showSoon();
}
