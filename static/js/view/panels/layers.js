/** The choice of layer and direction in an uploaded model; shown only if a file has several. */

import { uploadName } from "../../data/model_names.js";
import { domOf, set } from "../base/dom.js";
import { onChange } from "../base/panel.js";

/** @typedef {import("../../data/types.js").Preset} Preset */

/**
 * @param {HTMLElement} el
 * @param {import("../base/panel.js").Tools} tools
 * @returns {import("../base/panel.js").Update}
 */
export function mountLayers(el, { dispatch, messages: { t } }) {
  const { html } = domOf(el);
  const layer = html("select", {
    id: "choose-layer",
    onchange: () => dispatch({ type: "choose preset", name: layer.value }),
  });
  const element = html(
    "label",
    { class: "choice", for: "choose-layer", hidden: true },
    html("span", {}, t("lab.models.layer")),
    layer,
  );
  el.append(element);

  const draw = onChange((/** @type {Preset|null} */ preset) => {
    const upload = preset?.upload;
    const choices = upload
      ? upload.model.lstms.flatMap((lstm, index) => lstm.layers.map((one) => ({ ...one, index })))
      : [];
    const several = upload !== undefined && upload.model.lstms.length > 1;
    layer.replaceChildren(
      ...choices.map(({ index, layer, direction, name }) =>
        html(
          "option",
          { value: uploadName({ id: String(upload?.id), lstm: index, layer, direction }) },
          (several ? `${name}: ` : "") + t(`lab.models.layer.${direction}`, { layer: layer + 1 }),
        ),
      ),
    );
    set(element, { hidden: choices.length < 2 });
  });

  return ({ preset }) => {
    draw(preset);
    if (preset && layer.value !== preset.name) layer.value = preset.name;
  };
}
