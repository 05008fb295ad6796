/** Tells the desk whether what this seat looks at may be shown to all, until it has heard it. */

import { repeated } from "../../features/classroom/repeated.js";

/**
 * @param {import("./following.js").Store} store
 * @param {Pick<ReturnType<typeof import("../../features/classroom/seat_requests.js").createSeatRequests>, "mayShow">} requests
 * @param {(ms: number) => Promise<void>} rest
 */
export function startConsent({ dispatch, subscribe }, { mayShow }, rest) {
  let told = "";
  subscribe(async ({ showing }) => {
    if (!showing || showing.agreed === undefined || showing.id === told) return;
    const { id, agreed } = showing;
    told = id;
    await repeated(() => mayShow(id, agreed), rest).catch(() => null); // it is asked no more
    dispatch({ type: "asked to show", showing: null });
  });
}
