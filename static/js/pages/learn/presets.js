/** The presets that a page brings for its figures: with them, a figure waits for one answer less, and without half of the preset. */

/**
 * An API that has these presets at once, and asks the server for others. They have all that a picture needs, but no weights.
 *
 * @template {Pick<import("../../data/api.js").Api, "preset">} Api
 * @param {Api} api
 * @param {Document} document
 * @returns {Api}
 */
export function withPresets(api, document) {
  /** @type {import("../../data/types.js").Preset[]} */
  const brought = JSON.parse(document.getElementById("presets")?.textContent ?? "[]");
  return { ...api, preset: async (name) => brought.find((preset) => preset.name === name) ?? api.preset(name) };
}
