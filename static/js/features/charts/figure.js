/**
 * From the state to what the charts draw: one row per field, one line per lane, the unchanged run as pale lines. Pure.
 *
 * @typedef {import("../../data/types.js").Trace} Trace
 * @typedef {import("../../data/messages.js").Messages} Messages
 * @typedef {import("../../unit/blueprint.js").Blueprint} Blueprint
 * @typedef {Record<string, string>} Colours of the theme, by role; also the font
 * @typedef {import("./plotly.js").Options} Options
 * @typedef {{trace: Trace, ghost: Trace|null, shown: readonly number[], unit: number, names: readonly string[]}} Lines `names`: of the shown lanes
 */

import { unitWord } from "../../view/base/words.js";

const DASHES = Object.freeze(["solid", "dot", "dash", "dashdot"]);
const GAP = 0.045;
const ROW_HEIGHT = 110;
const MARGIN = Object.freeze({ l: 44, r: 10, t: 30, b: 40 });
/** What one lane needs in the legend: its line, and each letter of its name. */
const KEY = Object.freeze({ line: 44, letter: 7, height: 20 });

/** The library's name for the y axis of a row. @param {number} row */
const axis = (row) => (row ? `y${row + 1}` : "y");

/** The vertical extent of a row, as fractions of the chart's height. @param {number} row @param {number} rows the number of rows @returns {[number, number]} from the top down */
function domain(row, rows) {
  const share = (1 - GAP * (rows - 1)) / rows;
  const top = 1 - row * (share + GAP);
  return [Math.max(0, top - share), top];
}

/** The lines of all rows: for each lane, the run and, paler, the unchanged run. @param {Blueprint} blueprint @param {Lines} lines @param {Colours} colours @returns {Options[]} */
export function chartLines({ charts, memory }, { trace, ghost, shown, unit, names }, colours) {
  const x = trace.h.map((_, step) => step + 1);
  return charts.flatMap(({ field, role }, row) => {
    const common = { x, type: "scatter", xaxis: "x", yaxis: axis(row) };
    const pale = shown.map((lane) => ({
      ...common,
      y: ghost ? column(ghost, field, lane) : [],
      meta: { field, lane, ghost: true },
      mode: "lines",
      opacity: 0.45,
      line: { color: colours.muted, width: 1 },
      hoverinfo: "skip",
      legendgroup: String(lane),
      showlegend: false,
    }));
    const lines = shown.map((lane, index) => ({
      ...common,
      y: column(trace, field, lane),
      meta: { field, lane, ghost: false },
      name: names[index],
      mode: x.length > 60 ? "lines" : "lines+markers",
      opacity: lane === unit ? 1 : 0.55,
      line: { color: colours[role], width: lane === unit ? 2.6 : 1.4, dash: DASHES[index % DASHES.length] },
      marker: { size: lane === unit ? 5 : 4 },
      hoverinfo: "y+name",
      legendgroup: String(lane),
      showlegend: field === memory.now,
    }));
    return ghost ? [...pale, ...lines] : lines;
  });
}

/** @param {Trace} trace @param {string} field @param {number} lane */
const column = (trace, field, lane) => trace[field].map((/** @type {number[]} */ row) => row[lane]);

/**
 * The distance of the current step from the left edge; null if it is out of view. The library could draw the mark, too, but
 * would process all lines again at each step.
 *
 * @param {number} step
 * @param {{width: number, range: readonly [number, number]}} view
 */
export function markPlace(step, { width, range: [from, to] }) {
  const share = (step + 1 - from) / (to - from);
  return share < 0 || share > 1 ? null : MARGIN.l + share * (width - MARGIN.l - MARGIN.r);
}

/**
 * The axes, sizes and legend of the charts, as the library takes them.
 *
 * @param {Blueprint} blueprint
 * @param {{width: number, names: readonly string[], range: readonly [number, number], fine: boolean}} view `fine`: the pointer is a mouse
 * @param {Messages} messages
 * @param {Colours} colours
 * @returns {Options}
 */
export function chartLayout(blueprint, { width, names, range, fine }, messages, colours) {
  const { t } = messages;
  const { charts } = blueprint;
  const widest = KEY.line + KEY.letter * Math.max(...names.map(({ length }) => length));
  const keys = Math.max(1, Math.floor((width - MARGIN.l) / widest));
  const margin = { ...MARGIN, t: MARGIN.t + KEY.height * Math.ceil(names.length / keys) };
  const grid = { gridcolor: colours.line, linecolor: colours.line, zerolinecolor: colours.muted, fixedrange: true };
  return {
    width,
    height: charts.length * ROW_HEIGHT + margin.t + margin.b,
    margin,
    paper_bgcolor: colours.card,
    plot_bgcolor: colours.card,
    font: { family: colours.font, size: 12, color: colours.ink },
    hovermode: "x unified",
    hoverdistance: -1, // a pointer anywhere selects the nearest step
    hoverlabel: { bgcolor: colours.card, bordercolor: colours.muted, font: { color: colours.ink } },
    dragmode: fine ? "zoom" : false,
    showlegend: true,
    legend: { orientation: "h", x: 1, xanchor: "right", y: 1, yanchor: "top", yref: "container" },
    annotations: charts.map(({ field, role }, row) => ({
      xref: "paper",
      yref: "paper",
      x: 0,
      y: domain(row, charts.length)[1],
      xanchor: "left",
      yanchor: "bottom",
      showarrow: false,
      font: { color: colours[role], size: 12 },
      text: `<b>${field}</b> ${unitWord(messages, blueprint, `lab.field.${field}`)}`,
    })),
    xaxis: {
      ...grid,
      fixedrange: !fine,
      anchor: axis(charts.length - 1),
      range: [...range],
      title: { text: t("lab.charts.step"), standoff: 6 },
      unifiedhovertitle: { text: t("lab.charts.at_step", { step: "%{x}" }) },
      tickformat: "d",
      zeroline: false,
    },
    ...Object.fromEntries(
      charts.map(({ axis: rows }, row) => [
        `yaxis${row ? row + 1 : ""}`,
        {
          ...grid,
          domain: domain(row, charts.length),
          nticks: 4,
          hoverformat: ".3f",
          ...(rows ? { range: rows } : { autorange: true }),
        },
      ]),
    ),
  };
}
