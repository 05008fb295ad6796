/** Where a tab keeps its seat in a class, for the pages on which a seat is more than a visitor. */

import { keepsake } from "../../state/keepsake.js";

export const SEAT = "memory-pipe.seat";

/** Whether the tab has a seat. @param {import("../../data/outside.js").Store|null} session */
export const hasSeat = (session) => keepsake(SEAT, { pass: null }, session).read().pass !== null;
