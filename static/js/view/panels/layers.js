/** Which layer of an uploaded model is on show, in which direction it reads; only there where a file holds several. */

import { ownName } from "../../data/model_names.js";
import { html, set } from "../base/dom.js";
import { onChange } from "../base/panel.js";

/** @typedef {import("../../data/types.js").Preset} Preset */

/**
 * @param {import("../../data/messages.js").Messages} messages
 * @param {(name: string) => void} choose
 */
export function mountLayers({ t }, choose) {
  const layer = html("select", { id: "choose-layer", onchange: () => choose(layer.value) });
  const element = html(
    "label",
    { class: "choice", for: "choose-layer", hidden: true },
    html("span", {}, t("lab.own.layer")),
    layer,
  );

  const draw = onChange((/** @type {Preset|null} */ preset) => {
    const own = preset?.own;
    const choices = own ? own.model.lstms.flatMap((lstm, index) => lstm.layers.map((one) => ({ ...one, index }))) : [];
    const several = own !== undefined && own.model.lstms.length > 1;
    layer.replaceChildren(
      ...choices.map(({ index, layer, direction, name }) =>
        html(
          "option",
          { value: ownName({ id: String(own?.id), lstm: index, layer, direction }) },
          (several ? `${name}: ` : "") + t(`lab.own.layer.${direction}`, { layer: layer + 1 }),
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
