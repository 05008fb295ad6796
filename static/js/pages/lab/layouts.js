/** Layouts that the page did not bring come with the model that needs them. */

import { blueprintNamed, FIRST_BLUEPRINT, learnLayouts } from "../../unit/blueprint.js";

/**
 * An API whose presets are of units that can be drawn.
 *
 * @template {Pick<import("../../data/api.js").Api, "preset"|"blueprint">} Api
 * @param {Api} api
 * @param {{get: () => {blueprint: string, view: string}}} store
 * @returns {Api}
 */
export function withLayouts(api, { get }) {
  /** @param {string} name */
  async function bring(name) {
    const { layouts } = blueprintNamed(name);
    if (!layouts.pipe || layouts[get().view] === null) learnLayouts(name, (await api.blueprint(name)).layouts);
  }
  return {
    ...api,
    async preset(name) {
      const [preset] = await Promise.all([api.preset(name), bring(get().blueprint)]); // which an address names
      await bring(preset.unit ?? FIRST_BLUEPRINT);
      return preset;
    },
  };
}
