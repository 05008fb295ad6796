/** An input of which some steps are emptied by hand: a run as it would have been without them. */

/**
 * @param {{inputs?: number[][], emptied?: readonly number[]}} question `emptied`: rows of the input
 * @returns {number[][]|undefined} the input that is run
 */
export const emptiedInputs = ({ inputs, emptied }) =>
  emptied ? inputs?.map((row, at) => (emptied.includes(at) ? row.map(() => 0) : row)) : inputs;
