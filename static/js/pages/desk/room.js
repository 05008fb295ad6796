/** The desk's stream: the room with all that is hidden from the class. */

import { listenTo } from "../../data/events.js";

/**
 * @param {{dispatch: (action: import("./state.js").DeskAction) => void}} store
 * @param {typeof fetch} send
 * @param {{events: string, headers: Record<string, string>}} requests
 */
export const followDesk = ({ dispatch }, send, { events, headers }) =>
  listenTo(send, events, headers, {
    hear({ name, data }) {
      if (name === "closed") dispatch({ type: "room ended", why: "closed" });
      else if (name === "desk") dispatch({ type: "desk", desk: data });
    },
    refused: (problem) => dispatch({ type: "room ended", why: problem.status === 410 ? "closed" : problem }),
    lost: () => dispatch({ type: "server away" }),
  });
