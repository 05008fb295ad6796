/** What the learning map shows, to choose from, and what stands at the moment in sight, in words. */

import { domOf } from "../../view/base/dom.js";
import { onChange } from "../../view/base/panel.js";
import { spansOf } from "../../view/strip/words.js";
import { fieldsOf } from "./looking.state.js";
import { fieldName } from "./names.js";

/** @typedef {import("../../view/strip/words.js").Said} Said */

/**
 * @param {HTMLElement} el
 * @param {import("../../view/base/panel.js").Tools<import("./state.js").TrainAction>} tools
 */
export function mountMapHead(el, { dispatch, messages }) {
  const dom = domOf(el);
  const { html } = dom;
  const { t } = messages;
  const fields = html("select", { onchange: () => dispatch({ type: "field", field: fields.value }) });
  const lanes = html("select", { onchange: () => dispatch({ type: "look at unit", unit: Number(lanes.value) }) });
  const says = html("p", { class: "strip-says map-says" });
  el.append(
    html("h2", {}, t("train.map.heading")),
    says,
    html("label", { class: "choice" }, html("span", {}, t("train.map.field")), fields),
    html("label", { class: "choice" }, html("span", {}, t("train.map.lane")), lanes),
  );
  const fill = onChange((/** @type {string} */ unit, /** @type {number} */ units) => {
    const names = fieldsOf(unit).map((row) => ({ value: row.field, name: fieldName(messages, unit, row) }));
    fields.replaceChildren(...names.map(({ value, name }) => html("option", { value }, name)));
    lanes.replaceChildren(
      ...Array.from({ length: units }, (_, lane) => html("option", { value: lane }, String(lane + 1))),
    );
  });

  return {
    /** @param {string} unit @param {number} units @param {string} field @param {number} lane */
    choose(unit, units, field, lane) {
      fill(unit, units);
      fields.value = field;
      lanes.value = String(lane);
    },
    /** @param {readonly Said[]} said */
    say: (said) => says.replaceChildren(...spansOf(dom, said)),
  };
}
