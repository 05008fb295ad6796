/**
 * The choice of layer and direction in an uploaded model; shown only if a file has several.
 *
 * @typedef {import("../base/dom.js").Dom} Dom
 */

import { uploadName } from "../../data/model_names.js";
import { set } from "../base/dom.js";
import { onChange } from "../base/panel.js";

/** @typedef {import("../../data/types.js").Preset} Preset */

/**
 * @param {Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {(name: string) => void} choose
 */
export function mountLayers({ html }, { t }, choose) {
  const layer = html("select", { id: "choose-layer", onchange: () => choose(layer.value) });
  const element = html(
    "label",
    { class: "choice", for: "choose-layer", hidden: true },
    html("span", {}, t("lab.models.layer")),
    layer,
  );

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

  return {
    element,
    /** @param {Preset|null} preset */
    update(preset) {
      draw(preset);
      if (preset && layer.value !== preset.name) layer.value = preset.name;
    },
  };
}
