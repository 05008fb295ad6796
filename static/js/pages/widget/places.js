/** Where the widget's views stand. */

import { domOf } from "../../view/base/dom.js";

/**
 * @param {HTMLElement} el
 * @param {string} style
 * @param {import("../../data/messages.js").Messages} messages
 */
export function placesIn(el, style, { t, language }) {
  const { html } = domOf(el);
  /** @param {string} name @param {string} [label] */
  const group = (name, label) =>
    html("div", label ? { class: name, role: "group", "aria-label": label } : { class: name });
  /** @param {string} heading @param {HTMLElement} body */
  const card = (heading, body) =>
    html("details", { class: "disclosure widget-card" }, html("summary", {}, heading), body);
  const places = {
    caption: html("p", { class: "hint widget-caption" }),
    views: group("views", t("lab.view.heading")),
    trouble: html("p", { class: "widget-trouble", role: "alert", hidden: true }),
    moment: html("p", { class: "widget-moment" }),
    strip: group("strip", t("lab.strip.heading")),
    scene: html("div", { class: "scene", tabindex: 0, role: "group", "aria-label": t("widget.picture") }),
    legend: html("p", { class: "legend" }),
    morph: group("widget-morph"),
    looks: group("looks"),
    dyed: html("div", { class: "widget-dyed", hidden: true }),
    transport: group("transport", t("lab.transport.heading")),
    timeline: group("timeline", t("lab.timeline.heading")),
    readout: group("readout"),
    why: html("div", { class: "widget-why" }, html("h2", {}, t("lab.why.heading"))),
    pins: group("widget-pins"),
    announcer: html("div", { class: "visually-hidden", "aria-live": "polite" }),
  };
  const { looks, dyed, caption, views, trouble, moment, strip, scene, legend, morph, transport, timeline, announcer } =
    places;
  const root = html(
    "div",
    { class: "widget", lang: language, role: "group", "aria-label": t("widget.label") },
    html("div", { class: "widget-head" }, views, moment),
    trouble,
    scene,
    html("div", { class: "stage-foot" }, legend, looks),
    dyed,
    transport,
    strip,
    timeline,
    card(t("lab.morph.heading"), morph),
    card(t("widget.numbers"), places.readout),
    card(t("lab.why.heading"), places.why),
    card(t("lab.pins.heading"), places.pins),
    caption,
    announcer,
  );
  // JupyterLab reads the keys of the whole page first, unless it is told that they belong here.
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  const shadow = el.shadowRoot ?? el.attachShadow({ mode: "open" });
  shadow.replaceChildren(html("style", {}, style), root);
  return { ...places, root };
}
