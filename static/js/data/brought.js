/** The presets that a page brings: what shows one waits for one answer less. */

/**
 * An API that has these presets at once, and asks the server for others. Those of the tutorial's figures have no weights.
 *
 * @template {Pick<import("./api.js").Api, "preset">} Api
 * @param {Api} api
 * @param {Document} document
 * @returns {Api}
 */
export function withPresets(api, document) {
  /** @type {import("./types.js").Preset[]} */
  const brought = JSON.parse(document.getElementById("presets")?.textContent ?? "[]");
  return { ...api, preset: async (name) => brought.find((preset) => preset.name === name) ?? api.preset(name) };
}
