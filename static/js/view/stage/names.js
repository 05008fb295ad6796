/**
 * The names of the lanes, written on the memory like those of rivers on a map: on its pipe between the joint and what follows,
 * or in the Cell's tank, across the zero from the column. Along an upright pipe the name is turned, its number is not. Where none
 * has room, the lanes' numbers stand at their ends.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("../../state/app_state.js").AppState} AppState
 */

import { liquidOf } from "../../state/liquids.js";
import { scaleOf } from "../../state/scale.js";
import { set } from "../base/dom.js";
import { amount } from "../base/numbers.js";
import { laneName } from "../base/words.js";
import { clipped, widthOf, wrapped } from "./clipped.js";
import { beside, corner, direction, lanes } from "./geometry.js";
import { lettersOf, numberPitch } from "./letters.js";

/** What a joint's or a fork's sign takes on each side; between number and name; the least pitch of lanes with names, and width of a cut one. */
const CLEAR = 14;
const GAP = 7;
const LEAST = 12;
const TELLING = 40;
/** Names closer than this are written beside each other in turn. */
const CLOSE = 16;
/** How far from the tank's zero a name stands, on the side that its column leaves free. */
const ASIDE = 12;
/** A digit of an amount, as a part of the letters. */
const AMOUNT = 0.54;
/** From line to line of a name, as a part of the letters. */
const LINE = 1.15;

/**
 * @param {Dom} dom
 * @param {AppState} state
 * @param {Layout} layout
 * @param {import("../../data/messages.js").Messages} messages
 */
export function mountNames({ svg }, { preset, shown }, layout, messages) {
  const group = svg("g", { class: "lane-names", "aria-hidden": "true" });
  const places = layout.tank.solid === 1 ? inTank(layout, shown.length) : onPipe(layout, shown.length);
  /** @type {{unit: number, lines: SVGElement[]}[]} */
  let texts = [];
  let written = "";

  /** @param {number} letters their size @param {number} digits before an amount's point */
  function write(letters, digits) {
    texts = shown.map((unit, index) => {
      const place = places?.[index];
      const name = laneName(messages, preset, unit);
      const number = shown.length > 1 || !name ? String(unit + 1) : "";
      const lines = (place ? parts(number, name, place, letters) : []).map(({ text, at, turned }) =>
        svg(
          "text",
          { x: at[0], y: at[1], transform: turned ? `rotate(90 ${at})` : null, class: "lane-name", "data-unit": unit },
          text,
        ),
      );
      return { unit, lines };
    });
    const ends = places || shown.length < 2 ? [] : atEnds(layout, shown.length, AMOUNT * (digits + 6) * letters);
    const numbers = ends.flatMap(({ pipe, index, along, at: [x, y] }) => {
      const [number, isLeft] = [String(shown[index] + 1), along[0] < 0];
      const far = x - layout.origin[0] + widthOf(number, letters) * along[0];
      if (far < 0 || far > layout.size[0]) return [];
      return svg("text", { x, y, "text-anchor": isLeft ? "end" : "start", class: "end-lane", "data-of": pipe }, number);
    });
    group.replaceChildren(...texts.flatMap(({ lines }) => lines), ...numbers);
  }

  return {
    group,
    /** @param {AppState} next */
    update(next) {
      const letters = lettersOf(group);
      const digits = !places && next.trace ? amount(scaleOf(next).common).length : 1;
      if (written !== `${letters} ${digits}`) write(letters, digits);
      written = `${letters} ${digits}`;
      for (const { unit, lines } of texts)
        for (const line of lines) line.classList.toggle("spot", unit === next.unit && shown.length > 1);
      if (layout.tank.solid === 1 && next.trace) stepAside(layout.tank, next, texts, letters);
    },
  };
}

/** @param {Layout["tank"]} tank @param {AppState} state @param {{unit: number, lines: SVGElement[]}[]} texts @param {number} letters */
function stepAside({ at, size }, state, texts, letters) {
  const liquid = liquidOf(state);
  for (const { unit, lines } of texts) {
    const { memory, old } = liquid.of(state.step, state.phase, unit);
    const isAbove = (memory ?? old ?? 0) < 0;
    const first = at[1] + size[1] / 2 + (isAbove ? -ASIDE - (lines.length - 1) * LINE * letters : ASIDE);
    for (const [k, line] of lines.entries()) set(line, { y: first + k * LINE * letters });
  }
}

/** @typedef {{at: Point, room: number, isUpright: boolean, most: number}} Place the middle of a name, how long it may be, and in how many lines */

/** @param {string} number @param {string} name @param {Place} place @param {number} letters */
function parts(number, name, { at, room, isUpright, most }, letters) {
  const head = number ? LEAST + GAP : 0;
  if (!isUpright) {
    const lines = most > 1 ? wrapped([number, name].join(" ").trim(), room, letters, most) : [];
    const isTelling = lines.length > 1 && lines.every((line) => !line.endsWith("…"));
    const one = [number, telling(name, room - head, letters)].filter(Boolean).join(" ");
    return (isTelling ? lines : [one]).map((text) => ({ text, at, turned: false }));
  }
  const called = /\d/.test(name) ? "" : telling(name, room - head, letters); // no digit is turned
  const length = head + widthOf(called, letters);
  const start = at[1] - length / 2;
  /** @param {number} y @returns {Point} */
  const down = (y) => [at[0], y];
  return [
    { text: number, at: down(start + LEAST / 2), turned: false },
    { text: called, at: down(start + head + widthOf(called, letters) / 2), turned: true },
  ].filter(({ text }) => text);
}

/** A name, cut where it must be, but not to less than a word's beginning. @param {string} name @param {number} room @param {number} letters */
function telling(name, room, letters) {
  const cut = clipped(name, room, letters);
  return cut === name || widthOf(cut) > TELLING ? cut : "";
}

/** Where the memory's pipe is free; none behind a lid, or where lanes are too close. @param {Layout} layout @param {number} count @returns {Place[]|null} */
function onPipe(layout, count) {
  const { nodes, pipes, flanges, water, flip } = layout;
  const { pitch, offsets } = lanes(count, water);
  if (layout.lid.solid === 1 || pitch < LEAST || !nodes.new) return null;
  const [from, to] = [
    nodes.joint?.at ?? pipes.memory[0],
    nodes.fork?.at ?? flanges.find(({ of }) => of === "new")?.at ?? nodes.new.at,
  ];
  const along = direction(from, to);
  const isUpright = along[0] === 0;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const reach = offsets.at(-1) ?? 0;
  /** What a sign leaves free; an upright name may be long, and begins and ends where its own lane does. @param {Layout["nodes"][string]|undefined} sign @param {number} offset @param {1|-1} way */
  function aside(sign, offset, way) {
    if (!sign?.into) return CLEAR;
    const own = corner(sign.at, sign.into, sign.along, flip, offset)[1] - sign.at[1];
    return CLEAR + (isUpright ? way * along[1] * own : reach); // each lane's is as far from the pipe's as the lane
  }
  const columns = !isUpright && pitch < CLOSE ? 2 : 1;
  return offsets.map((offset, index) => {
    const [start, end] = [aside(nodes.joint, offset, 1), length - aside(nodes.fork, offset, -1)];
    const room = (end - start) / columns;
    const middle = (start + end) / 2 + ((index % columns) - (columns - 1) / 2) * room;
    return { at: beside(from, along, flip, middle, offset), room: room - GAP, isUpright, most: 1 };
  });
}

/** Beyond the amounts at both ends; above an upright pipe these stand in rows. @param {Layout} layout @param {number} count @param {number} room for an amount */
function atEnds({ gauges, spread, flip }, count, room) {
  const { offsets, pitch } = lanes(count, spread);
  const apart = numberPitch(pitch) / pitch;
  return Object.entries(gauges).flatMap(([pipe, { at, along }]) =>
    offsets.flatMap((offset, index) =>
      along[1] ? [] : { pipe, index, along, at: beside(at, [1, 0], flip, along[0] * room, offset * apart) },
    ),
  );
}

/** @param {Layout} layout @param {number} count @returns {Place[]} */
function inTank({ tank }, count) {
  const [[x, y], [width, height]] = [tank.at, tank.size];
  const pitch = (width - 20) / count;
  return Array.from({ length: count }, (_, index) => ({
    at: /** @type {Point} */ ([x + 10 + (index + 0.5) * pitch, y + height / 2 + ASIDE]),
    room: pitch - 2,
    isUpright: false,
    most: 2,
  }));
}
