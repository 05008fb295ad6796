/**
 * The pipe view: one memory pipe from the last step to the next, the unit's parts along it.
 *
 * @typedef {import("../layout.js").Layout} Layout
 */

/** @type {Readonly<Layout>} */
export const PIPE_WIDE = {
  name: "wide",
  origin: [0, 44],
  size: [1040, 502],
  flip: 1,
  stem: 16,
  bore: 104,
  water: 96,
  bend: 62,
  tank: { at: [930, 160], size: [0, 0], solid: 0 },
  body: { at: [118, 52], size: [806, 488] },
  lid: { at: [118, -460], size: [806, 488], solid: 0 },
  nodes: {
    old: { at: [70, 160], along: [1, 0] },
    forget: { at: [250, 160], along: [1, 0] },
    joint: { at: [500, 160], along: [1, 0], into: [0, -1] },
    fork: { at: [792, 160], along: [0, 1], into: [1, 0] },
    new: { at: [970, 160], along: [1, 0] },
    write: { at: [500, 336], along: [0, -1] },
    squeeze: { at: [792, 258], along: [0, 1] },
    output: { at: [792, 332], along: [0, 1] },
    out: { at: [970, 462], along: [1, 0] },
  },
  nets: {
    forget_net: { at: [215, 462], size: [116, 50] },
    write_net: { at: [365, 462], size: [124, 50] },
    candidate_net: { at: [500, 462], size: [116, 50] },
    output_net: { at: [668, 462], size: [116, 50] },
  },
  pipes: {
    old: [
      [70, 160],
      [250, 160],
    ],
    kept: [
      [250, 160],
      [500, 160],
    ],
    candidate: [
      [500, 437],
      [500, 336],
    ],
    added: [
      [500, 336],
      [500, 160],
    ],
    memory: [
      [500, 160],
      [970, 160],
    ],
    branch: [
      [792, 160],
      [792, 258],
    ],
    squeezed: [
      [792, 258],
      [792, 332],
    ],
    out: [
      [792, 332],
      [792, 462],
      [970, 462],
    ],
  },
  wires: {
    x_forget: [
      [70, 504],
      [205, 504],
      [205, 487],
    ],
    h_prev_forget: [
      [70, 522],
      [225, 522],
      [225, 487],
    ],
    x_write: [
      [205, 504],
      [355, 504],
      [355, 487],
    ],
    h_prev_write: [
      [225, 522],
      [375, 522],
      [375, 487],
    ],
    x_candidate: [
      [355, 504],
      [490, 504],
      [490, 487],
    ],
    h_prev_candidate: [
      [375, 522],
      [510, 522],
      [510, 487],
    ],
    x_output: [
      [490, 504],
      [658, 504],
      [658, 487],
    ],
    h_prev_output: [
      [510, 522],
      [678, 522],
      [678, 487],
    ],
    peep_f: [
      [150, 212],
      [150, 404],
      [182, 404],
      [182, 437],
    ],
    peep_i: [
      [182, 404],
      [330, 404],
      [330, 437],
    ],
    peep_o: [
      [636, 212],
      [636, 437],
    ],
    turn_f: [
      [256, 437],
      [256, 222],
    ],
    turn_i: [
      [396, 437],
      [396, 330],
      [438, 330],
    ],
    turn_o: [
      [702, 437],
      [702, 338],
      [730, 338],
    ],
  },
  wheels: { forget: { side: -1 }, write: { side: 1 }, output: { side: -1 } },
  flanges: [
    { at: [128, 160], along: [1, 0] },
    { at: [914, 160], along: [1, 0] },
    { at: [500, 222], along: [0, 1] },
    { at: [792, 222], along: [0, 1] },
    { at: [914, 462], along: [1, 0] },
  ],
  labels: {
    old: { at: [70, 92], anchor: "start" },
    new: { at: [970, 92], anchor: "end" },
    out: { at: [970, 394], anchor: "end" },
    forget: { at: [292, 66], anchor: "start" },
    write: { at: [428, 312], anchor: "end" },
    output: { at: [852, 297], anchor: "start" },
    joint: { at: [520, 92], anchor: "start" },
    x: { at: [62, 503], anchor: "end" },
    h_prev: { at: [62, 523], anchor: "end" },
    waits: { at: [628, 410], anchor: "end" },
  },
  badges: {
    signals: [138, 462],
    forget: [276, 61],
    write: [424, 286],
    merge: [502, 92],
    output_valve: [836, 297],
    output: [882, 394],
  },
  gauges: {
    old: { at: [64, 160], along: [-1, 0] },
    new: { at: [976, 160], along: [1, 0] },
    out: { at: [976, 462], along: [1, 0] },
  },
};

/** @type {Readonly<Layout>} */
export const PIPE_TALL = {
  name: "tall",
  origin: [-8, 0],
  size: [368, 692],
  flip: -1,
  stem: 10,
  bore: 88,
  water: 80,
  bend: 50,
  tank: { at: [88, 560], size: [0, 0], solid: 0 },
  body: { at: [4, 62], size: [326, 536] },
  lid: { at: [4, -500], size: [326, 536], solid: 0 },
  nodes: {
    old: { at: [88, 44], along: [0, 1] },
    forget: { at: [88, 140], along: [0, 1] },
    joint: { at: [88, 300], along: [0, 1], into: [-1, 0] },
    fork: { at: [88, 478], along: [1, 0], into: [0, 1] },
    new: { at: [88, 622], along: [0, 1] },
    write: { at: [196, 300], along: [-1, 0] },
    squeeze: { at: [164, 478], along: [1, 0] },
    output: { at: [212, 478], along: [1, 0] },
    out: { at: [312, 622], along: [0, 1] },
  },
  nets: {
    forget_net: { at: [262, 140], size: [110, 44] },
    write_net: { at: [236, 208], size: [110, 44] },
    candidate_net: { at: [296, 300], size: [76, 50] },
    output_net: { at: [272, 386], size: [92, 44] },
  },
  pipes: {
    old: [
      [88, 44],
      [88, 140],
    ],
    kept: [
      [88, 140],
      [88, 300],
    ],
    candidate: [
      [258, 300],
      [196, 300],
    ],
    added: [
      [196, 300],
      [88, 300],
    ],
    memory: [
      [88, 300],
      [88, 622],
    ],
    branch: [
      [88, 478],
      [164, 478],
    ],
    squeezed: [
      [164, 478],
      [212, 478],
    ],
    out: [
      [212, 478],
      [312, 478],
      [312, 622],
    ],
  },
  wires: {
    x_forget: [
      [342, 44],
      [342, 132],
      [317, 132],
    ],
    h_prev_forget: [
      [352, 44],
      [352, 150],
      [317, 150],
    ],
    x_write: [
      [342, 132],
      [342, 200],
      [291, 200],
    ],
    h_prev_write: [
      [352, 150],
      [352, 218],
      [291, 218],
    ],
    x_candidate: [
      [342, 200],
      [342, 290],
      [334, 290],
    ],
    h_prev_candidate: [
      [352, 218],
      [352, 310],
      [334, 310],
    ],
    x_output: [
      [342, 290],
      [342, 378],
      [318, 378],
    ],
    h_prev_output: [
      [352, 310],
      [352, 396],
      [318, 396],
    ],
    peep_f: [
      [132, 84],
      [238, 84],
      [238, 118],
    ],
    peep_i: [
      [154, 84],
      [154, 208],
      [181, 208],
    ],
    peep_o: [
      [132, 397],
      [226, 397],
    ],
    turn_f: [
      [207, 140],
      [143, 140],
    ],
    turn_i: [
      [190, 230],
      [190, 245],
    ],
    turn_o: [
      [238, 408],
      [238, 423],
    ],
  },
  wheels: { forget: { side: -1 }, write: { side: 1 }, output: { side: -1 } },
  flanges: [
    { at: [88, 70], along: [0, 1] },
    { at: [88, 590], along: [0, 1] },
    { at: [144, 478], along: [1, 0] },
    { at: [312, 590], along: [0, 1] },
  ],
  labels: {
    old: { at: [140, 40], anchor: "start" },
    new: { at: [88, 682], anchor: "middle" },
    out: { at: [312, 682], anchor: "middle" },
    forget: { at: [182, 178], anchor: "start" },
    output: { at: [146, 580], anchor: "start" },
    x: { at: [334, 38], anchor: "end" },
    h_prev: { at: [358, 18], anchor: "end" },
    waits: { at: [150, 414], anchor: "start" },
  },
  badges: {
    signals: [192, 120],
    forget: [169, 173],
    write: [160, 366],
    merge: [30, 300],
    output_valve: [280, 434],
    output: [258, 560],
  },
  gauges: {
    old: { at: [88, 40], along: [0, -1] },
    new: { at: [88, 628], along: [0, 1] },
    out: { at: [312, 628], along: [0, 1] },
  },
};
