/**
 * The unit drawn in one layout for one choice of lanes: made once, then told every new state.
 *
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("../base/panel.js").Tools} Tools
 */

import { flow, ghostOf, laneScale } from "../../state/flow.js";
import { backwardOf } from "../../state/gradient.js";
import { holder } from "../../state/pins.js";
import { backflow, gradientScale } from "../../unit/backflow.js";
import { PHASES } from "../../unit/phases.js";
import { VALVES } from "../../unit/plumbing.js";
import { SPOTLIGHTS } from "../../unit/spotlights.js";
import { set, svg } from "../base/dom.js";
import { withSign } from "../base/numbers.js";
import { mountBadges, mountGauges, mountLabels } from "./captions.js";
import { mountLid, mountSqueeze, mountSums, mountTank } from "./fittings.js";
import { mountNets, mountWires } from "./nets.js";
import { mountValve } from "./valve.js";
import { flanges, glass, mountWater } from "./water.js";

/**
 * @param {Layout} layout
 * @param {AppState} state
 * @param {Tools} tools
 */
export function draw(layout, state, { dispatch, messages, fixed }) {
  const { t } = messages;
  const { preset, shown } = state;
  if (!preset) throw new Error("a drawing needs a preset");
  /** @param {number} unit */
  const lookAt = (unit) => dispatch({ type: "look at unit", unit });
  const water = mountWater(layout, shown, (_, unit) => lookAt(unit));
  const wires = mountWires(layout, preset.peepholes);
  const nets = mountNets(layout, messages, (gate) => dispatch({ type: "look at gate", gate }));
  const badges = mountBadges(layout, (phase) => dispatch({ type: "seek", step: now.step, phase }));
  const gauges = mountGauges(layout, shown, lookAt);
  const valves = VALVES.map((node) => {
    const { gate, letter } = /** @type {Required<typeof node>} */ (node);
    const name = t(`lab.part.${node.id}`);
    const valve = mountValve(layout, node, shown, {
      name,
      unset: t("lab.valve.unset"),
      pinned: t("lab.valve.pinned"),
      fixed,
      laneName: (unit) =>
        unit < 0 ? t("lab.valve.all", { valve: name }) : t("lab.valve.lane", { valve: name, lane: unit + 1 }),
      turn: (units, value) => dispatch({ type: "turn valve", gate, units, value }),
      release: (unit) => dispatch({ type: "release valve", gate, unit }),
      look(unit) {
        dispatch({ type: "look at gate", gate: letter });
        if (unit !== null) lookAt(unit);
      },
    });
    return { node, gate, letter, valve };
  });
  const tank = mountTank(layout, shown);
  const squeeze = mountSqueeze(layout);
  const labels = mountLabels(layout, messages, preset.peepholes.o !== "none");
  const sums = mountSums(layout, shown.length);
  const viewBox = [...layout.origin, ...layout.size].join(" ");
  const { at, size } = layout.body;
  const element = svg(
    "svg",
    {
      viewBox,
      class: `pipes ${layout.name} ${layout.lid.solid === 1 ? "lidded" : ""}`,
      role: "group",
      "aria-label": t("lab.scene.label"),
    },
    svg("rect", { x: at[0], y: at[1], width: size[0], height: size[1], rx: 26, class: "unit-body" }),
    wires.group,
    glass(layout),
    water.bodies,
    water.streaks,
    flanges(layout),
    tank.group,
    sums.group,
    squeeze.group,
    labels.inner,
    nets.group,
    ...valves.map(({ valve }) => valve.group),
    badges.group,
    mountLid(layout, messages),
    labels.outer,
    labels.back,
    gauges.group,
  );
  const parts = [...element.querySelectorAll("[data-part]")];
  let now = state;

  /** @param {AppState} next */
  function update(next) {
    now = next;
    const { trace, step, phase, unit, pins } = next;
    if (!trace) return;
    const flows = shown.map((lane) => flow(trace, step, phase, lane));
    const back = backwardOf(next);
    const pipes = back ? shown.map((lane) => backflow(back, step, lane)) : flows.map((each) => each.pipes);
    const full = back ? gradientScale(back, shown) : laneScale({ ...next, trace });
    const ghost = back ? null : ghostOf(next);
    const ghosts = ghost && shown.map((lane) => flow(ghost, step, phase, lane).pipes);
    water.update(pipes, ghosts, full, (pipe, lane, value) =>
      t("lab.lane.title", {
        field: t(back ? "lab.backward.field" : `lab.field.${pipe.field}`),
        lane: lane + 1,
        value: value === null ? t("lab.lane.dry") : withSign(value),
      }),
    );
    for (const { node, gate, letter, valve } of valves) {
      valve.update(
        flows.map((each) => each.valves[node.id]),
        shown.map((lane) => trace[letter][step][lane]),
        shown.map((lane) => holder(pins, gate, lane, step) >= 0),
        { unit, active: phase === node.phase || PHASES[phase].role === node.role },
      );
    }
    gauges.update(pipes, unit);
    wires.update(phase);
    nets.update(phase, next.gate ?? PHASES[phase].gate);
    badges.update(phase);
    tank.update(pipes, ghosts, full);
    squeeze.update(phase);
    sums.update(phase);
    const lit = next.view === "cell" ? SPOTLIGHTS.find(({ id }) => id === next.spotlight) : undefined;
    for (const part of parts)
      part.classList.toggle("dim", lit !== undefined && !lit.parts.has(String(part.getAttribute("data-part"))));
    set(element, {
      "data-light": lit?.id ?? null,
      "data-backward": back !== null,
      "data-step": step,
      "data-phase": PHASES[phase].id,
    });
  }

  return { element, update };
}
