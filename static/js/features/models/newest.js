/** What is read for a model counts only while that model stays, and until something newer is read. */

import { uploadPlace } from "../../data/model_names.js";

/** The layers of a file share their input. @param {{wanted: string}} state */
export const modelOf = ({ wanted }) => uploadPlace(wanted)?.id ?? wanted;

/**
 * @param {() => {wanted: string}|null} get what the page shows now
 * @returns {() => () => boolean} begins something; what that returns tells whether it still counts
 */
export function newest(get) {
  const model = () => {
    const state = get();
    return state && modelOf(state);
  };
  let last = 0;
  return () => {
    last += 1;
    const [own, begun] = [last, model()];
    return () => own === last && begun === model();
  };
}
