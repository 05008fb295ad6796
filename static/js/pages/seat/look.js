/** What is spoken of stays in view where the picture is larger than its place. */

import { questionOf } from "../../features/classroom/room.state.js";
import { blueprintOf } from "../../unit/blueprint.js";

/**
 * @param {HTMLElement} stage scrolls
 * @returns {(state: import("./state.js").SeatState) => void}
 */
export function mountLook(stage) {
  let seen = "";
  return (state) => {
    const part = partOf(state);
    const picture = stage.querySelector(part ? `[data-part="${part}"]` : "none");
    const key = [questionOf(state)?.id, questionOf(state)?.state, part].join(" ");
    if (!picture || key === seen) return;
    seen = key;
    const [there, here] = [picture.getBoundingClientRect(), stage.getBoundingClientRect()];
    stage.scrollTop += there.top + there.height / 2 - here.top - here.height / 2;
  };
}

/** The part of the picture that is asked about. @param {import("./state.js").SeatState} state @returns {string|null} */
export function partOf(state) {
  const about = questionOf(state)?.about;
  if (!about) return null;
  const { valves, nodes } = blueprintOf(state);
  const valve = valves.find(({ gate }) => gate === about.gate);
  return (valve ?? nodes.find(({ kind, phase }) => kind !== "source" && phase === about.phase))?.id ?? null;
}
