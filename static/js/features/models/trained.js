/**
 * Takes up a network that the page `/train` hands over: the address names a training and one of its checkpoints. It becomes a model of
 * this browser, as any file that is dropped here, with the example on which it was watched.
 *
 * @typedef {import("./models.state.js").State} State
 * @typedef {import("../../state/reducer.js").Action} Action
 */

import { ApiError, call } from "../../data/http.js";
import { toCells } from "../../state/cells.js";
import { arrive } from "../../view/base/arrivals.js";

const ROOT = "/api/v1/trainings";
/** Numbers with more digits than these could not be read in the table. */
const ROUND = 10_000;

/** What an address hands over, if anything. @param {string} query */
export function handedOver(query) {
  const place = new URLSearchParams(query);
  const [id, n] = [place.get("trained") ?? "", place.get("at") ?? ""];
  return /^[0-9a-f]{32}$/.test(id) && /^\d{1,9}$/.test(n) ? { id, n: Number(n) } : null;
}

/**
 * @param {Pick<Window, "location"|"history">} window
 * @param {{get: () => State, dispatch: (action: Action) => void, subscribe: (listener: (state: State) => void) => () => void}} store
 * @param {typeof fetch} send
 * @param {HTMLDetailsElement} card in which files arrive
 */
export async function takeTrained({ location, history }, store, send, card) {
  const found = handedOver(location.search);
  if (!found) return;
  history.replaceState(null, "", `${location.pathname}${location.hash}`); // a reload would send it again
  try {
    const [file, inputs] = await Promise.all([fileOf(send, found), exampleOf(send, found)]);
    card.open = true;
    whenOpened(store, file.name, () => store.dispatch({ type: "load input", cells: toCells(inputs), names: [] }));
    arrive(file);
  } catch (error) {
    const { problem } = /** @type {{problem?: import("../../data/types.js").Problem}} */ (error);
    if (!problem) throw error;
    store.dispatch({ type: "failed", problem });
  }
}

/** @param {typeof fetch} send @param {{id: string, n: number}} place */
async function fileOf(send, { id, n }) {
  const answer = await send(`${ROOT}/${id}/checkpoints/${n}/file`);
  if (!answer.ok) throw ApiError.of(answer.status, answer.statusText, await answer.json().catch(() => null));
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  return new File([await answer.blob()], name ?? "trained.safetensors");
}

/** @param {typeof fetch} send @param {{id: string, n: number}} place @returns {Promise<number[][]>} */
async function exampleOf(send, { id, n }) {
  const { example } = await call(send, `${ROOT}/${id}/map?field=h&since=${n}`);
  return example.inputs.map((/** @type {number[]} */ row) => row.map((value) => Math.round(value * ROUND) / ROUND));
}

/** @param {Parameters<typeof takeTrained>[1]} store @param {string} name @param {() => void} then */
function whenOpened(store, name, then) {
  const stop = store.subscribe(({ preset }) => {
    if (preset?.upload?.model.name !== name) return;
    stop();
    then();
  });
}
