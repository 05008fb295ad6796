/**
 * Everything that a page knows of a run and of the view of it, as one immutable value. Features add fields of their own.
 *
 * @typedef {import("../data/types.js").Preset} Preset
 * @typedef {import("../data/types.js").PresetTitle} PresetTitle
 * @typedef {import("../data/types.js").Pin} Pin
 * @typedef {import("../data/types.js").Trace} Trace
 * @typedef {import("../data/types.js").Problem} Problem
 * @typedef {import("../data/types.js").GateLetter} GateLetter
 * @typedef {import("./cells.js").Cells} Cells
 * @typedef {import("./pins.js").Scope} Scope
 * @typedef {import("./weights.js").Edit} Edit
 * @typedef {{step: number|null, unit: number|null}} ChosenOutput null: the last step; the sum of all units
 * @typedef {"box"|"pipe"|"symbols"|"cell"|"row"} View
 *
 * @typedef {Pick<AppState, "wanted"|"preset"|"example"|"cells"|"text"|"names"|"labels"|"ids"|"embedding"|"starts"|"pins"|"edits"|"emptied">} Moment what undo brings back
 *
 * @typedef {object} AppState
 * @property {readonly PresetTitle[]} presets
 * @property {string} wanted name of the preset that is open or being opened
 * @property {string} blueprint name of the unit that is open, or was last
 * @property {Preset|null} preset
 * @property {string|null} example null: the user's own input
 * @property {Cells} cells the input table as typed (presets that read numbers)
 * @property {readonly string[]} names of the input's columns; empty: the model's own
 * @property {readonly string[]} labels of the input's rows, such as tokens; empty: none
 * @property {readonly number[]} ids of the tokens whose rows in an embedding the input is; empty: it is no text
 * @property {string} embedding the name of that embedding, if the file has several that fit; empty: the first
 * @property {Readonly<Record<string, number[][]>>} starts initial states, by name: a row for each layer and direction of an uploaded
 *   model; those that are not there are its own
 * @property {string} text the input as typed (presets that read text)
 * @property {number} step counts from 0
 * @property {number} phase index into the blueprint's phases
 * @property {string|null} spotlight the lit parts of the Cell view; null: all
 * @property {readonly string[]|null} built the assemblies of the unit that are drawn; null: all
 * @property {View} view the picture of the unit on the stage
 * @property {number|null} between a place on the way between the unit's stops, of which `view` is the nearest; null: at one
 * @property {boolean} backward the pipes show the gradient of an output
 * @property {ChosenOutput} output the output whose gradient it is
 * @property {import("../data/types.js").Gradients|null} gradients the last answer about it
 * @property {boolean} playing
 * @property {boolean} flowing water flows for a while after a change
 * @property {number} speed phases per second, or steps
 * @property {"phase"|"step"} stride what playing goes on by
 * @property {readonly Pin[]} pins
 * @property {readonly Edit[]} edits weights changed by hand
 * @property {readonly number[]} emptied rows of the input that are run as zero
 * @property {Scope} scope how long a valve that is turned next stays pinned
 * @property {readonly number[]} shown the units that have a lane
 * @property {readonly number[]|null} lanes a new choice of units, not answered yet
 * @property {boolean} chosen the lanes were chosen by hand
 * @property {number} unit the lane in the spotlight
 * @property {GateLetter|null} gate the valve in question; null: the one that the phase is about
 * @property {Trace|null} trace the last answer
 * @property {Trace|null} untouched the same run with nothing pinned, edited or emptied
 * @property {Trace|null} measured a run touched by hand that the scale of the lanes shall fit as well
 * @property {{of: Trace, step: number, fields: Record<string, number[][]>}|null} tinted the part of a run's water that entered at a step
 * @property {boolean} waiting an answer is on its way
 * @property {Problem|null} problem why the last question has no answer
 * @property {number} attempt counts retries
 * @property {readonly Moment[]} past what undo goes back to, the newest last
 * @property {readonly Moment[]} future what redo goes on to, the nearest last
 * @property {string|null} doing the change to which the next move may belong
 */

export {};
