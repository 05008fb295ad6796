/**
 * The Cell view: the same plumbing with the memory as a tank inside the unit. Dashed wires carry the old memory, solid ones
 * the new.
 *
 * @typedef {import("../layout.js").Layout} Layout
 */

/** @type {Readonly<Layout>} */
export const CELL_WIDE = {
  name: "wide",
  origin: [0, 44],
  size: [1040, 502],
  flip: 1,
  stem: 10,
  bore: 80,
  water: 74,
  bend: 46,
  body: { at: [118, 52], size: [806, 488] },
  lid: { at: [118, -460], size: [806, 488], solid: 0 },
  tank: { at: [545, 206], size: [160, 168], solid: 1 },
  nodes: {
    old: { at: [620, 330], along: [0, 1] },
    forget: { at: [470, 410], along: [0, -1] },
    joint: { at: [470, 290], along: [1, 0], into: [0, -1] },
    fork: { at: [625, 290], along: [1, 0], into: [1, 0] },
    new: { at: [625, 290], along: [1, 0] },
    write: { at: [330, 290], along: [1, 0] },
    squeeze: { at: [750, 290], along: [1, 0] },
    output: { at: [812, 290], along: [1, 0] },
    out: { at: [970, 290], along: [1, 0] },
  },
  nets: {
    forget_net: { at: [262, 420], size: [116, 50] },
    write_net: { at: [345, 120], size: [124, 50] },
    candidate_net: { at: [180, 290], size: [116, 50] },
    output_net: { at: [826, 120], size: [116, 50] },
  },
  pipes: {
    old: [
      [620, 330],
      [620, 480],
      [470, 480],
      [470, 410],
    ],
    kept: [
      [470, 410],
      [470, 290],
    ],
    candidate: [
      [238, 290],
      [330, 290],
    ],
    added: [
      [330, 290],
      [470, 290],
    ],
    memory: [
      [470, 290],
      [625, 290],
    ],
    branch: [
      [625, 290],
      [750, 290],
    ],
    squeezed: [
      [750, 290],
      [812, 290],
    ],
    out: [
      [812, 290],
      [970, 290],
    ],
  },
  wires: {
    x_forget: [
      [70, 504],
      [90, 504],
      [90, 412],
      [204, 412],
    ],
    h_prev_forget: [
      [70, 522],
      [104, 522],
      [104, 428],
      [204, 428],
    ],
    x_write: [
      [90, 412],
      [90, 112],
      [283, 112],
    ],
    h_prev_write: [
      [104, 428],
      [104, 128],
      [283, 128],
    ],
    x_candidate: [
      [90, 412],
      [90, 282],
      [122, 282],
    ],
    h_prev_candidate: [
      [104, 428],
      [104, 298],
      [122, 298],
    ],
    x_output: [
      [90, 112],
      [90, 68],
      [818, 68],
      [818, 95],
    ],
    h_prev_output: [
      [104, 128],
      [104, 80],
      [834, 80],
      [834, 95],
    ],
    peep_f: [
      [690, 374],
      [690, 530],
      [250, 530],
      [250, 445],
    ],
    peep_i: [
      [572, 206],
      [572, 128],
      [407, 128],
    ],
    peep_o: [
      [678, 206],
      [678, 120],
      [768, 120],
    ],
    turn_f: [
      [320, 410],
      [422, 410],
    ],
    turn_i: [
      [360, 145],
      [360, 242],
    ],
    turn_o: [
      [846, 145],
      [846, 242],
    ],
  },
  wheels: { forget: { side: 1 }, write: { side: -1 }, output: { side: -1 } },
  flanges: [
    { at: [620, 386], along: [0, 1] },
    { at: [536, 290], along: [1, 0] },
    { at: [470, 342], along: [0, 1] },
    { at: [714, 290], along: [1, 0] },
    { at: [914, 290], along: [1, 0] },
  ],
  labels: {
    old: { at: [704, 478], anchor: "start" },
    new: { at: [625, 188], anchor: "middle" },
    out: { at: [970, 234], anchor: "end" },
    forget: { at: [410, 390], anchor: "end" },
    write: { at: [306, 222], anchor: "end" },
    output: { at: [884, 196], anchor: "start" },
    joint: { at: [470, 236], anchor: "middle" },
    x: { at: [62, 503], anchor: "end" },
    h_prev: { at: [62, 523], anchor: "end" },
    waits: { at: [688, 138], anchor: "start" },
  },
  badges: {
    signals: [190, 452],
    forget: [400, 368],
    write: [384, 190],
    merge: [404, 236],
    output_valve: [870, 196],
    output: [882, 234],
  },
  gauges: { out: { at: [976, 290], along: [1, 0] } },
};

/** @type {Readonly<Layout>} */
export const CELL_TALL = {
  name: "tall",
  origin: [-8, 0],
  size: [368, 692],
  flip: -1,
  stem: 8,
  bore: 64,
  water: 58,
  bend: 38,
  body: { at: [4, 40], size: [326, 580] },
  lid: { at: [4, -560], size: [326, 580], solid: 0 },
  tank: { at: [45, 348], size: [150, 112], solid: 1 },
  nodes: {
    old: { at: [160, 404], along: [1, 0] },
    forget: { at: [262, 300], along: [-1, 0] },
    joint: { at: [110, 300], along: [0, 1], into: [-1, 0] },
    fork: { at: [110, 404], along: [0, 1], into: [0, 1] },
    new: { at: [110, 404], along: [0, 1] },
    write: { at: [110, 180], along: [0, 1] },
    squeeze: { at: [110, 484], along: [0, 1] },
    output: { at: [110, 528], along: [0, 1] },
    out: { at: [110, 644], along: [0, 1] },
  },
  nets: {
    forget_net: { at: [268, 176], size: [98, 42] },
    write_net: { at: [262, 104], size: [110, 42] },
    candidate_net: { at: [110, 100], size: [96, 42] },
    output_net: { at: [262, 540], size: [104, 42] },
  },
  pipes: {
    old: [
      [160, 404],
      [306, 404],
      [306, 300],
      [262, 300],
    ],
    kept: [
      [262, 300],
      [110, 300],
    ],
    candidate: [
      [110, 121],
      [110, 180],
    ],
    added: [
      [110, 180],
      [110, 300],
    ],
    memory: [
      [110, 300],
      [110, 404],
    ],
    branch: [
      [110, 404],
      [110, 484],
    ],
    squeezed: [
      [110, 484],
      [110, 528],
    ],
    out: [
      [110, 528],
      [110, 644],
    ],
  },
  wires: {
    x_forget: [
      [342, 44],
      [342, 168],
      [317, 168],
    ],
    h_prev_forget: [
      [352, 44],
      [352, 184],
      [317, 184],
    ],
    x_write: [
      [342, 44],
      [342, 96],
      [317, 96],
    ],
    h_prev_write: [
      [352, 44],
      [352, 112],
      [317, 112],
    ],
    x_candidate: [
      [342, 62],
      [104, 62],
      [104, 79],
    ],
    h_prev_candidate: [
      [352, 52],
      [116, 52],
      [116, 79],
    ],
    x_output: [
      [342, 168],
      [342, 532],
      [314, 532],
    ],
    h_prev_output: [
      [352, 184],
      [352, 548],
      [314, 548],
    ],
    peep_f: [
      [188, 348],
      [188, 176],
      [219, 176],
    ],
    peep_i: [
      [188, 176],
      [188, 104],
      [207, 104],
    ],
    peep_o: [
      [180, 460],
      [180, 484],
      [262, 484],
      [262, 519],
    ],
    turn_f: [
      [236, 197],
      [236, 260],
    ],
    turn_i: [
      [220, 125],
      [220, 140],
      [176, 140],
      [176, 188],
      [150, 188],
    ],
    turn_o: [
      [210, 540],
      [150, 540],
    ],
  },
  wheels: { forget: { side: -1 }, write: { side: -1 }, output: { side: -1 } },
  flanges: [
    { at: [204, 404], along: [1, 0] },
    { at: [110, 340], along: [0, 1] },
    { at: [160, 300], along: [1, 0] },
    { at: [110, 618], along: [0, 1] },
  ],
  labels: {
    old: { at: [204, 454], anchor: "start" },
    new: { at: [-8, 326], anchor: "start" },
    out: { at: [150, 660], anchor: "start" },
    output: { at: [150, 592], anchor: "start" },
    x: { at: [334, 38], anchor: "end" },
    h_prev: { at: [358, 18], anchor: "end" },
    waits: { at: [190, 500], anchor: "start" },
  },
  badges: {
    signals: [206, 148],
    forget: [290, 216],
    write: [26, 214],
    merge: [60, 300],
    output_valve: [174, 560],
    output: [60, 632],
  },
  gauges: { out: { at: [110, 650], along: [0, 1] } },
};
