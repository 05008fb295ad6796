/** A board without a room: the teacher's hands are at the board itself. It is fetched after the picture. */

import { POUR_KEYS } from "../../../features/dye/keys.state.js";
import { KEYS, listenToKeys } from "../../../view/panels/keys.js";
import { mountCode } from "./code.js";
import { mountDrawer } from "./drawer.js";
import { ALONE_KEYS } from "./keys.js";
import { mountLaser } from "./laser.js";
import { createWalk } from "./walk.js";

/**
 * @typedef {import("../state.js").BoardState} State
 * @typedef {import("../state.js").BoardAction} Action
 * @param {{get: () => State, dispatch: (action: Action) => void}} store
 * @param {Record<"drawer"|"code"|"laser", HTMLElement>} places
 * @param {import("../../../view/base/panel.js").OutsideTools<Action>} tools
 * @param {() => void} fullScreen
 * @returns {import("../../../view/base/panel.js").Update<State>[]}
 */
export function startAlone(store, places, tools, fullScreen) {
  const walk = createWalk(store);
  /** @param {import("./keys.js").KeyAction} action */
  function dispatch(action) {
    if (action.type === "forward") walk.forward();
    else if (action.type === "back") walk.back();
    else if (action.type === "full screen") fullScreen();
    else store.dispatch(action);
  }
  listenToKeys(places.drawer.ownerDocument, { get: store.get, dispatch }, [...ALONE_KEYS, POUR_KEYS, KEYS]);
  return [
    mountDrawer(places.drawer, { ...tools, fullScreen }),
    mountCode(places.code, tools),
    mountLaser(places.laser),
  ];
}
