/**
 * When the Lab's views are drawn.
 *
 * At first each is mounted, and shows its first state, in turn: the browser can paint in between. All of that is hidden until
 * the picture and everything around it are there, so nothing jumps. Then the stage is revealed, and one frame later the rest.
 *
 * From then on, however many changes come between two frames, the picture is drawn once, just before it is painted, and everything
 * around it one frame later: turning a valve does not wait for tables. If the answer to a question is quick, both are drawn
 * together, and at once: the frame that paints an answer has not to draw it, too.
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
  const drawSoon = paced(store.get, picture, (state) => {
    for (const update of panels) update(state);
    tell(state);
  });

  function showSoon() {
    lab.dataset.waiting = "true";
    if ("ready" in lab.dataset) drawSoon();
    else showInTurn();
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

/**
 * Returns what draws a change: the picture once a frame, just before it is painted or when an answer comes, and what is around it
 * one frame later.
 *
 * @param {() => LabState} get
 * @param {Update} picture
 * @param {Update} around
 */
function paced(get, picture, around) {
  let frame = 0;
  let nextFrame = 0;
  let wasWaiting = false;
  /** @type {LabState|null} what the picture shows */
  let drawn = null;
  /** An answer was drawn when it came, and is painted in the next frame. */
  let isEarly = false;
  /** @type {ReturnType<typeof setTimeout>|null} */
  let late = null;

  function draw() {
    if (late !== null) clearTimeout(late);
    late = null;
    drawn = get();
    picture(drawn);
  }

  function drawAroundSoon() {
    if (nextFrame) return;
    nextFrame = requestAnimationFrame(() => {
      nextFrame = 0;
      around(get());
    });
  }

  function drawNow() {
    draw();
    drawAroundSoon();
  }

  function inFrame() {
    const { waiting, trace } = get();
    const isDrawn = isEarly && get() === drawn;
    if (isEarly) drawAroundSoon();
    frame = 0;
    isEarly = false;
    if (isDrawn) return;
    if (!waiting || !trace) drawNow();
    else late ??= setTimeout(drawNow, QUICK);
  }

  return () => {
    const { waiting, trace } = get();
    const isAnswered = wasWaiting && !waiting && trace !== null;
    wasWaiting = waiting;
    if (isAnswered && !isEarly) {
      isEarly = true;
      draw();
    }
    if (!frame) frame = requestAnimationFrame(inFrame);
  };
}
