/**
 * The pipe view: the unit as plumbing, drawn from the state. Rebuilt when the lanes or the layout change, else only updated.
 *
 * @typedef {import("../state/app_state.js").AppState} AppState
 * @typedef {import("../state/reducer.js").Action} Action
 * @typedef {import("../data/messages.js").Messages} Messages
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {{dispatch: (action: Action) => void, messages: Messages}} Tools
 */

import { PHASES } from "../data/phases.js";
import { VALVES } from "../data/plumbing.js";
import { flow, fullLane } from "../state/flow.js";
import { holder } from "../state/pins.js";
import { mountBadges, mountGauges, mountLabels } from "./captions.js";
import { html, set, setText, svg } from "./dom.js";
import { corner, lanes } from "./geometry.js";
import { layoutFor } from "./layout.js";
import { mountNets, mountWires } from "./nets.js";
import { plain, withSign } from "./numbers.js";
import { flanges, glass, mountWater } from "./pipe.js";
import { mountValve } from "./valve.js";

/** @param {HTMLElement} place @param {Tools} tools */
export function mountScene(place, tools) {
  const legend = mountLegend(tools.messages);
  const canvas = html("div", { class: "drawing" });
  place.append(canvas, legend.element);
  /** @type {AppState|null} */
  let last = null;
  /** @type {ReturnType<typeof draw>|null} */
  let drawing = null;
  let built = "";
  let width = place.clientWidth;

  /** @param {AppState} state */
  function update(state) {
    last = state;
    const { trace, preset, shown } = state;
    const layout = layoutFor(width);
    canvas.dataset.layout = layout.name;
    if (!trace || !preset || !shown.length) return;
    const key = [layout.name, preset.name, shown].join(" ");
    if (key !== built) {
      drawing = draw(layout, state, tools);
      canvas.replaceChildren(drawing.element);
      built = key;
    }
    drawing?.update(state);
    legend.update(fullLane(trace, shown));
  }

  new ResizeObserver(([{ contentRect }]) => {
    width = contentRect.width;
    if (last) update(last);
  }).observe(place);
  return update;
}

/**
 * @param {Layout} layout
 * @param {AppState} state
 * @param {Tools} tools
 */
function draw(layout, state, { dispatch, messages }) {
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
  const squeeze = mountSqueeze(layout);
  const sums = mountSums(layout, shown.length);
  const viewBox = [...layout.origin, ...layout.size].join(" ");
  const { at, size } = layout.body;
  const element = svg(
    "svg",
    { viewBox, class: `pipes ${layout.name}`, role: "group", "aria-label": t("lab.scene.label") },
    svg("rect", { x: at[0], y: at[1], width: size[0], height: size[1], rx: 26, class: "unit-body" }),
    wires.group,
    glass(layout),
    water.bodies,
    water.streaks,
    flanges(layout),
    sums.group,
    squeeze.group,
    mountLabels(layout, messages, preset.peepholes.o !== "none"),
    gauges.group,
    nets.group,
    ...valves.map(({ valve }) => valve.group),
    badges.group,
  );
  let now = state;

  /** @param {AppState} next */
  function update(next) {
    now = next;
    const { trace, step, phase, unit, pins } = next;
    if (!trace) return;
    const flows = shown.map((lane) => flow(trace, step, phase, lane));
    const pipes = flows.map((each) => each.pipes);
    water.update(pipes, fullLane(trace, shown), (pipe, lane, value) =>
      t("lab.lane.title", {
        field: t(`lab.field.${pipe.field}`),
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
    squeeze.update(phase);
    sums.update(phase);
    set(element, { "data-step": step, "data-phase": PHASES[phase].id });
  }

  return { element, update };
}

/** The squeeze: tanh, which is no valve. @param {Layout} layout */
function mountSqueeze(layout) {
  const { at, along } = layout.nodes.squeeze;
  const long = layout.bore + 22;
  const [width, height] = along[0] === 0 ? [long, 28] : [28, long];
  const group = svg(
    "g",
    { class: "squeeze", transform: `translate(${at[0]} ${at[1]})`, "aria-hidden": "true" },
    svg("rect", { x: -width / 2, y: -height / 2, width, height, rx: 14 }),
    svg("text", { transform: along[0] === 0 ? null : "rotate(-90)" }, "tanh"),
  );
  return {
    group,
    update: (/** @type {number} */ phase) => group.classList.toggle("live", phase === PHASES.length - 1),
  };
}

/** The sums at the T-joint, one for each lane. @param {Layout} layout @param {number} count */
function mountSums(layout, count) {
  const { at, along, into } = layout.nodes.joint;
  const { pitch, offsets } = lanes(count, layout.water);
  const r = Math.min(9, pitch * 0.36);
  const group = svg("g", { class: "sums", "aria-hidden": "true" });
  for (const offset of offsets) {
    const [x, y] = corner(at, into ?? along, along, layout.flip, offset);
    const arm = r * 0.55;
    group.append(
      svg(
        "g",
        { transform: `translate(${x} ${y})` },
        svg("circle", { r }),
        svg("path", { d: `M${-arm} 0H${arm}M0 ${-arm}V${arm}` }),
      ),
    );
  }
  return { group, update: (/** @type {number} */ phase) => group.classList.toggle("live", phase >= 3) };
}

/** @param {Messages} messages */
function mountLegend({ t }) {
  const scale = html("span", { class: "legend-scale" });
  /** @param {string} sign */
  const swatch = (sign) =>
    svg(
      "svg",
      { viewBox: "0 0 44 12", class: "swatch", "aria-hidden": "true" },
      svg("path", { d: "M0 6H44", class: "lane", pathLength: 1, "data-sign": sign, "stroke-width": 11 }),
      svg("path", { d: "M0 6H44", class: "streak", "data-sign": sign, "stroke-width": 3.3 }),
    );
  const element = html(
    "p",
    { class: "legend" },
    html("span", {}, swatch("positive"), t("lab.legend.positive")),
    html("span", {}, swatch("negative"), t("lab.legend.negative")),
    scale,
    html("span", { class: "legend-hint" }, t("lab.legend.hint")),
  );
  /** @param {number} full */
  const update = (full) => setText(scale, t("lab.legend.scale", { value: plain(full, 0) }));
  return { element, update };
}
