/** The gradients of a run of two steps with two units, in which a swapped step, unit or field shows. */
export const GRADIENTS = {
  dh: [
    [0.1, -0.2],
    [1, 1],
  ],
  dC: [
    [0.03, -0.04],
    [0.5, 0.6],
  ],
  dh0: [0, 0],
  dC0: [0.007, 0.008],
};
