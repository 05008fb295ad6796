/** What lies over the whole board: how to join, nothing but black, or why there is no room. */

import { mountEntrance } from "../../features/classroom/entrance.js";
import { isJoining, originIn } from "../../features/classroom/joining.js";
import { set, setText } from "../../view/base/dom.js";

/**
 * @param {{joining: HTMLElement, black: HTMLElement, ended: HTMLElement}} places
 * @param {import("../../view/base/panel.js").OutsideTools} tools
 * @returns {import("../../view/base/panel.js").Update<import("./state.js").BoardState>}
 */
export function mountCover({ joining, black, ended }, tools) {
  const { t } = tools.messages;
  const drawJoining = mountEntrance(joining, tools);
  const { origin } = joining.ownerDocument.location;

  return ({ room, ended: why, isAway, alone }) => {
    const isWaiting = room !== null && isJoining(room.state.address);
    set(joining, { hidden: !isWaiting || why !== null });
    if (isWaiting) drawJoining(originIn(room.state.address, origin), room);
    set(black, { hidden: !(room?.black || alone.black) });
    set(ended, { hidden: why === null && !isAway, "data-away": why === null });
    setText(ended, why === "closed" ? t("board.closed") : why ? t("board.no_room") : isAway ? t("board.away") : "");
  };
}
