/**
 * The room of a board: what its class sees, as it changes.
 *
 * @typedef {import("./state.js").BoardState} State
 * @typedef {import("./state.js").BoardAction} Action
 */

import { listenTo } from "../../data/events.js";
import { placeIn } from "../../features/classroom/documents.js";
import { isJoining } from "../../features/classroom/joining.js";
import { GRAMMAR } from "./state.js";

/**
 * @param {{get: () => State, dispatch: (action: Action) => void}} store
 * @param {typeof fetch} send
 * @param {string} code
 */
export function followRoom({ dispatch }, send, code) {
  let seen = "";
  return listenTo(
    send,
    `/api/v1/rooms/${code}/events`,
    {},
    {
      hear({ name, data }) {
        if (name === "closed") return dispatch({ type: "room ended", why: "closed" });
        if (name !== "room") return;
        dispatch({ type: "room", room: data });
        const { address } = data.state;
        if (address === seen || isJoining(address)) return;
        seen = address;
        dispatch({ type: "follow", place: GRAMMAR.fromAddress(placeIn(address)) });
      },
      refused: (problem) => dispatch({ type: "room ended", why: problem.status === 410 ? "closed" : problem }),
      lost: () => dispatch({ type: "server away" }),
    },
  );
}
