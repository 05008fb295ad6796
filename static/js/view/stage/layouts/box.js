/**
 * The unit as a black box: the pipe view with its lid on. What goes in and comes out stays in sight.
 *
 * @typedef {import("../layout.js").Layout} Layout
 */

import { PIPE_TALL, PIPE_WIDE } from "./pipe.js";

/** @type {Readonly<Layout>} */
export const BOX_WIDE = { ...PIPE_WIDE, lid: { at: [204, 52], size: [672, 488], solid: 1 } };

/** @type {Readonly<Layout>} */
export const BOX_TALL = { ...PIPE_TALL, lid: { at: [-2, 62], size: [362, 536], solid: 1 } };
