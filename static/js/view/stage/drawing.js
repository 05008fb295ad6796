/**
 * The unit drawn in one layout for one choice of lanes: built once, then given each new state.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("../base/panel.js").Tools} Tools
 * @typedef {import("../../unit/blueprint.js").PlumbingNode} PlumbingNode
 * @typedef {typeof import("./ends.js")} Ends
 * @typedef {typeof import("./signs.js")} Signs
 */

import { flow } from "../../state/flow.js";
import { liquidOf } from "../../state/liquids.js";
import { holder } from "../../state/pins.js";
import { blueprintOf, turnedBy } from "../../unit/blueprint.js";
import { set } from "../base/dom.js";
import { amount, withSign } from "../base/numbers.js";
import { laneNumber, unitWord } from "../base/words.js";
import { mountBadges, mountGauges, mountLabels } from "./captions.js";
import { mountLid, mountSqueeze, mountSums, mountTank } from "./fittings.js";
import { mountNets, mountWires } from "./nets.js";
import { mountParts } from "./parts.js";
import { mountValve } from "./valve.js";
import { flanges, glass, mountWater } from "./water.js";

/**
 * @param {Dom} dom
 * @param {Layout} layout
 * @param {AppState} state
 * @param {Tools} tools
 * @param {Ends|null} ends null until it is fetched
 */
export function draw(dom, layout, state, { dispatch, messages, fixed }, ends) {
  const { preset, shown } = state;
  const blueprint = blueprintOf(state);
  if (!preset) throw new Error("a drawing needs a preset");
  /** @param {number} unit */
  const lookAt = (unit) => dispatch({ type: "look at unit", unit });
  const water = mountWater(dom, blueprint, layout, shown, (_, unit) => lookAt(unit));
  const wires = mountWires(dom, blueprint, layout, preset.peepholes);
  const nets = mountNets(dom, blueprint, layout, messages, (gate) => dispatch({ type: "look at gate", gate }));
  const badges = mountBadges(dom, blueprint, layout, (phase) => dispatch({ type: "seek", phase }));
  const gauges = mountGauges(dom, layout, shown, lookAt);
  const hand = { dispatch, messages, fixed };
  const valves = blueprint.valves.map((node) => valveAt(dom, node, layout, state, hand, ends?.signs));
  const tank = mountTank(dom, layout, shown);
  const squeeze = mountSqueeze(dom, blueprint, layout);
  const labels = mountLabels(dom, blueprint, layout, messages, waits(blueprint, preset));
  let readings = ends?.mountEnds(dom, state, layout, messages);
  const sums = mountSums(dom, blueprint, layout, shown.length, ends?.signs);
  const element = frame(
    dom,
    layout,
    messages.t("lab.scene.label"),
    wires.group,
    glass(dom, blueprint, layout),
    water.bodies,
    water.streaks,
    flanges(dom, layout),
    water.marks,
    tank.group,
    ...[sums, squeeze].flatMap((part) => (part ? [part.group] : [])),
    labels.inner,
    nets.group,
    ...valves.map(({ group }) => group),
    badges.group,
    mountLid(dom, blueprint, layout, messages),
    labels.outer,
    labels.back,
    gauges.group,
    ...(readings?.groups ?? []),
  );
  let updateParts = mountParts(element, blueprint);
  const wordsOf = liquidWords((word) =>
    laneWords(messages, preset, (pipe) => unitWord(messages, blueprint, word(pipe))),
  );
  let now = state;

  /** @param {AppState} next */
  function update(next) {
    now = next;
    const { trace, step, phase, unit } = next;
    if (!trace) return;
    const liquid = liquidOf(next);
    const openings = shown.map((lane) => flow(blueprint, trace, step, phase, lane).valves);
    const pipes = shown.map((lane) => liquid.of(step, phase, lane));
    const { ghosts, tints } = overlays(liquid, shown, step, phase);
    water.update({ pipes, ghosts, tints, scale: liquid.scale }, wordsOf(liquid.kind, liquid.word));
    for (const valve of valves) valve.update(next, openings);
    gauges.update(pipes, unit);
    readings?.update(next);
    for (const part of [wires, badges, squeeze, sums]) part?.update(phase);
    nets.update(phase, next.gate ?? blueprint.phases[phase].gate);
    tank.update(pipes, ghosts, liquid.scale.lanes);
    set(element, {
      "data-light": updateParts(next),
      "data-merged": pipes[0].memory !== null,
      "data-backward": liquid.kind === "gradient",
      "data-step": step,
      "data-phase": blueprint.phases[phase].id,
    });
  }

  /** What is written at the ends, over all that is drawn already. @param {Ends} late */
  function add({ mountEnds }) {
    readings = mountEnds(dom, now, layout, messages);
    element.append(...readings.groups);
    updateParts = mountParts(element, blueprint);
  }
  return { element, update, add };
}

/**
 * The words of each kind of liquid, made once: what has not changed is not written again.
 *
 * @typedef {import("../../state/liquids.js").Liquid} Liquid
 * @param {(word: Liquid["word"]) => import("./strand.js").LaneWords} make
 */
function liquidWords(make) {
  /** @type {Partial<Record<Liquid["kind"], import("./strand.js").LaneWords>>} */
  const known = {};
  return (/** @type {Liquid["kind"]} */ kind, /** @type {Liquid["word"]} */ word) => (known[kind] ??= make(word));
}

/** What lies over the water of each lane, if anything does. @param {ReturnType<typeof liquidOf>} liquid @param {readonly number[]} shown @param {number} step @param {number} phase */
const overlays = ({ ghost, tint }, shown, step, phase) => ({
  ghosts: ghost && shown.map((lane) => ghost(step, phase, lane)),
  tints: tint && shown.map((lane) => tint(step, phase, lane)),
});

/**
 * What is written at and about the lanes.
 *
 * @param {import("../../data/messages.js").Messages} messages
 * @param {AppState["preset"]} preset
 * @param {(pipe: import("../../unit/blueprint.js").PipeEdge) => string} name
 */
const laneWords = (messages, preset, name) => ({
  /** @param {import("../../unit/blueprint.js").PipeEdge} pipe @param {number} lane @param {number|null} value */
  title: (pipe, lane, value) =>
    messages.t("lab.lane.title", {
      field: name(pipe),
      lane: laneNumber(messages, preset, lane),
      value: value === null ? messages.t("lab.lane.dry") : withSign(value),
    }),
  /** @param {number} value */
  full: (value) => messages.t("lab.lane.full", { value: amount(value) }),
});

/**
 * A valve at its node, with what it says and does.
 *
 * @param {Dom} dom
 * @param {PlumbingNode} node
 * @param {Layout} layout
 * @param {AppState} state
 * @param {Tools} tools
 * @param {Signs} [signs]
 */
function valveAt(dom, node, layout, state, { dispatch, messages, fixed }, signs) {
  const { t } = messages;
  const blueprint = blueprintOf(state);
  const letter = String(node.letter);
  const gate = String(turnedBy(blueprint, letter)?.gate);
  const name = unitWord(messages, blueprint, `lab.part.${node.id}`);
  /** @type {import("./valve.js").Hand} */
  const hand = {
    name,
    unset: t("lab.valve.unset"),
    pinned: t("lab.valve.pinned"),
    fixed: fixed || node.linked,
    laneName: (unit) =>
      unit < 0
        ? t("lab.valve.all", { valve: name })
        : t("lab.valve.lane", { valve: name, lane: laneNumber(messages, state.preset, unit) }),
    turn: (units, value) => dispatch({ type: "turn valve", gate, units, value }),
    release: (unit) => dispatch({ type: "release valve", gate, unit }),
    look(unit) {
      dispatch({ type: "look at gate", gate: letter });
      if (unit !== null) dispatch({ type: "look at unit", unit });
    },
  };
  const { group, update } = mountValve(dom, layout, node, state.shown, hand, signs);
  const field = String(node.field);
  return {
    group,
    /** @param {AppState} next @param {Record<string, number|null>[]} openings by lane */
    update({ shown, trace, step, phase, unit, pins }, openings) {
      update(
        openings.map((each) => each[node.id]),
        shown.map((lane) => trace?.[field][step][lane]),
        shown.map((lane) => pins[holder(pins, gate, lane, step)]?.value ?? null),
        { unit, active: phase === node.phase || blueprint.phases[phase].role === node.role },
      );
    },
  };
}

/** The picture's frame with the unit's body in it, below all parts. @param {Dom} dom @param {Layout} layout @param {string} label @param {...Element} parts */
function frame({ svg }, layout, label, ...parts) {
  const { at, size } = layout.body;
  return svg(
    "svg",
    {
      viewBox: [...layout.origin, ...layout.size].join(" "),
      class: `pipes ${layout.name} ${layout.lid.solid === 1 ? "lidded" : ""}`,
      role: "group",
      "aria-label": label,
    },
    svg("rect", { x: at[0], y: at[1], width: size[0], height: size[1], rx: 26, class: "unit-body" }),
    ...parts,
  );
}

/**
 * Whether a valve waits for the new memory because its network reads it.
 *
 * @param {import("../../unit/blueprint.js").Blueprint} blueprint
 * @param {import("../../data/types.js").Preset} preset
 */
const waits = ({ nets, memory }, { peepholes }) =>
  nets.some(({ letter, peephole }) => peephole === memory.now && peepholes[letter] !== "none");
