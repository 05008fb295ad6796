/** Exports: the run's numbers, the picture, the address as a link and as a QR code. */

import { question, stepCount } from "../../state/question.js";
import { blueprintOf } from "../../unit/blueprint.js";
import { domOf, setText } from "../../view/base/dom.js";
import { phaseName } from "../../view/base/words.js";
import { TRACE_TYPES, traceFile } from "./files.wire.js";
import { mountLink } from "./link.js";
import { pngFile, standAlone, svgFile } from "./picture.js";

/**
 * @typedef {import("../../state/app_state.js").AppState} AppState
 * @typedef {import("./files.wire.js").TraceFile} TraceFile
 * @typedef {Pick<import("../../view/base/panel.js").OutsideTools, "messages"|"outside"> & {requestOf: (question: import("../../data/api.js").Question) => Promise<object>, toAddress: (state: AppState) => string}} ShareTools
 *   `requestOf`: the request for a whole run; `toAddress`: the page's grammar
 */

/** What a request says of the names of steps. @param {AppState|null} state */
const labelsOf = (state) => (state?.labels.length ? { labels: state.labels } : {});

/** The stem of file names: the preset's name, or that of the uploaded file. @param {AppState|null} state */
const stemOf = (state) => state?.preset?.upload?.model.name.replace(/\.\w+$/, "") ?? state?.wanted;

const PICTURES = Object.freeze({ svg: svgFile, png: pngFile });

/**
 * @param {HTMLElement} place
 * @param {ShareTools} tools
 * @returns {import("../../view/base/panel.js").Update}
 */
export function mountShare(place, tools) {
  const dom = domOf(place);
  const { document, html } = dom;
  const { messages, outside, requestOf } = tools;
  const { t, pick } = messages;
  /** @type {AppState|null} */
  let now = null;

  const says = html("p", { class: "hint", role: "status" });
  const hint = html("p", { class: "hint" });
  /** @param {string} name @param {() => Promise<void>} act */
  const button = (name, act) =>
    html(
      "button",
      {
        type: "button",
        class: "plain",
        onclick: () => act().catch((error) => fail(error)),
      },
      name,
    );
  /** @param {string} heading @param {...Node} content */
  const part = (heading, ...content) =>
    html("div", { class: "share-part", role: "group", "aria-label": heading }, html("h3", {}, heading), ...content);
  /** @param {Record<string, unknown>} kinds @param {(kind: string) => Promise<void>} act */
  const buttons = (kinds, act) =>
    html(
      "div",
      { class: "share-buttons" },
      ...Object.keys(kinds).map((kind) => button(kind.toUpperCase(), () => act(kind))),
    );
  const link = mountLink(dom, tools, (text) => setText(says, text), button);

  place.append(
    part(t("lab.share.numbers"), hint, buttons(TRACE_TYPES, saveTrace)),
    part(t("lab.share.picture"), buttons(PICTURES, savePicture)),
    part(t("lab.share.address"), ...link.elements),
    says,
  );

  /** @param {unknown} error */
  function fail(error) {
    setText(says, t("lab.share.failed"));
    console.error(error);
  }

  /** @param {string} kind */
  const fileName = (kind) => `${stemOf(now)}-${now?.example ?? "own"}.${kind}`;

  /** @param {Blob} blob @param {string} name */
  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    html("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    setText(says, t("lab.share.saved", { name }));
  }

  /** @param {string} kind */
  async function saveTrace(kind) {
    const asked = now && question(now);
    const request = asked && { ...(await requestOf(asked)), ...labelsOf(now) };
    if (request) save(await traceFile(outside.fetch, request, /** @type {TraceFile} */ (kind)), fileName(kind));
  }

  /** @param {string} kind */
  async function savePicture(kind) {
    const drawing = document.querySelector("#scene svg.pipes");
    if (!(drawing instanceof SVGSVGElement) || !now?.preset) return;
    const { preset, step, phase } = now;
    const moment = { step: step + 1, steps: stepCount(now), name: phaseName(messages, blueprintOf(now), phase) };
    const picture = standAlone(drawing, t("lab.share.title", { model: pick(preset.title), ...moment }));
    save(await PICTURES[/** @type {keyof typeof PICTURES} */ (kind)](picture), fileName(kind));
  }

  return (state) => {
    now = state;
    setText(hint, t(state.preset?.upload ? "models.share.numbers" : "lab.share.numbers.hint"));
    link.update(state);
  };
}
