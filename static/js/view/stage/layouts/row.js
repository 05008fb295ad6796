/** One unit of the unrolled row: small, without networks and wires, its memory pipe running from edge to edge. */

/** @type {Pick<import("../layout.js").Layout, "flip"|"bore"|"water"|"bend"|"nodes"|"pipes"> & {size: [number, number]}} */
export const ROW_UNIT = {
  size: [150, 206],
  flip: 1,
  bore: 40,
  water: 36,
  bend: 20,
  nodes: {
    forget: { at: [26, 56], along: [1, 0] },
    joint: { at: [64, 56], along: [1, 0], into: [0, -1] },
    fork: { at: [114, 56], along: [0, 1], into: [1, 0] },
    write: { at: [64, 112], along: [0, -1] },
    output: { at: [114, 112], along: [0, 1] },
  },
  pipes: {
    old: [
      [0, 56],
      [26, 56],
    ],
    kept: [
      [26, 56],
      [64, 56],
    ],
    candidate: [
      [64, 152],
      [64, 112],
    ],
    added: [
      [64, 112],
      [64, 56],
    ],
    memory: [
      [64, 56],
      [150, 56],
    ],
    branch: [
      [114, 56],
      [114, 92],
    ],
    squeezed: [
      [114, 92],
      [114, 112],
    ],
    out: [
      [114, 112],
      [114, 152],
    ],
  },
};
