/**
 * The shapes that travel between server and page. Types only: nothing here runs.
 *
 * @typedef {string} GateLetter of a little network, as its unit's blueprint calls it
 * @typedef {string} GateName of a gate that can be pinned, as the wire calls it
 * @typedef {{en: string, zh: string}} Localized
 * @typedef {number[][]} Rows one row a step
 *
 * @typedef {object} PresetSummary
 * @property {string} name
 * @property {Localized} title
 * @property {Localized} summary
 * @property {number} units
 * @property {number} inputs
 * @property {"numbers"|"text"} input_kind
 *
 * @typedef {object} Example
 * @property {string} id
 * @property {Localized} title
 * @property {string|null} text
 * @property {Rows} inputs
 * @property {{en: string[], zh: string[]}} labels
 *
 * @typedef {object} InputFormat
 * @property {"numbers"|"text"} kind
 * @property {Localized[]} names
 * @property {[number, number][]} ranges
 * @property {Record<string, number[]>|null} alphabet
 *
 * @typedef {object} Caption
 * @property {string} id
 * @property {string|null} example
 * @property {Localized} text
 *
 * @typedef {object} GateWeights
 * @property {number[][]} W
 * @property {number[][]} U
 * @property {number[]} b
 * @property {number[]|number[][]|null} p
 * @property {number[]} [bU] bias of a recurrent part that is added up by itself
 * @typedef {Record<GateLetter, GateWeights>} Weights
 *
 * @typedef {object} Preset
 * @property {string} name
 * @property {Localized} title
 * @property {Localized} summary
 * @property {number} units
 * @property {number} inputs
 * @property {string} [unit] the name of its blueprint; left out: an LSTM
 * @property {Record<GateLetter, "none"|"diagonal"|"full">} peepholes
 * @property {Weights} weights
 * @property {Localized[]} unit_names
 * @property {InputFormat} input
 * @property {Example[]} examples
 * @property {Caption[]} captions
 * @property {{task: string, command: string, seed: number, steps: number, scores: Record<string, number|string>}|null} training
 * @property {{model: UploadedModel} & import("./model_names.js").UploadPlace} [upload] it is a layer of an uploaded model
 *
 * @typedef {object} ModelLayer one layer of an uploaded model, in one direction
 * @property {number} layer counts from 0
 * @property {import("./model_names.js").Direction} direction
 * @property {string} name in its file
 * @property {number} units
 * @property {number} inputs
 * @property {string} [unit] the name of its blueprint; left out: an LSTM
 * @property {Record<GateLetter, "none"|"diagonal"|"full">} peepholes
 * @property {number|null} projection
 *
 * @typedef {object} UploadedModel an uploaded model as the server describes it
 * @property {string} id
 * @property {string} name of its file
 * @property {"pytorch"|"keras"|"onnx"|"memory-pipe"} format
 * @property {number} bytes
 * @property {number} inputs
 * @property {ModelLayer[]} layers
 * @property {number|null} outputs
 * @property {ModelNetwork[]} lstms all of the file
 * @property {string[]} ignored what else was in the file
 * @property {string[]} notes what the reader had to assume
 *
 * @typedef {{name: string, inputs: number, outputs: number, layers: ModelLayer[]}} ModelNetwork
 *
 * @typedef {object} UnitMeasures of every unit of a layer over a run
 * @property {number[]} change mean |C_t - C_{t-1}|
 * @property {number[]} hold mean f
 * @property {number[]} open mean i
 * @property {number[]} output mean o
 * @property {number[]} forget mean 1 - f
 * @property {Record<GateName, (number|null)[][]>} correlation of a valve with each input, unit by unit; null: one of them is constant
 * @property {Record<GateName, (number|null)[]>|null} mask the same with the mask
 *
 * @typedef {object} Pin a gate held at a value by hand; steps count from 0 and are inclusive
 * @property {GateName} gate
 * @property {number} value
 * @property {number[]} [units] left out: every unit
 * @property {number} [from] left out: the first step
 * @property {number} [to] left out: the last step
 *
 * @typedef {Record<string, Rows>} Terms the parts of a pre-activation by name, each (T, H)
 *
 * @typedef {Record<string, any> & {x: Rows, h0: number[], h: Rows, h_prev: Rows, terms: Record<GateLetter, Terms>, units?: number[]}} Trace
 *   every intermediate of a run, by the names of the unit's blueprint: arrays are (T, H), x is (T, D), states at the start are (H);
 *   `units`: only these have numbers; left out: all
 *
 * @typedef {Record<string, any> & {dh: Rows, dh0: number[]}} Gradients of an output, with respect to every state before it: rows (T, H) by `d`
 *   and the state's name, at the start (H)
 *
 * @typedef {object} Fault one thing that is wrong, and where
 * @property {string} pointer
 * @property {string} detail
 *
 * @typedef {object} Problem what the server says when it cannot answer
 * @property {number} status 0 when the server could not be reached
 * @property {string} title
 * @property {string} detail
 * @property {Fault[]} errors
 */

export {};
