/**
 * The shapes of what travels between server and page. Types only: nothing here runs.
 *
 * @typedef {string} GateLetter of a small network, as in its unit's blueprint
 * @typedef {string} GateName of a gate that can be pinned, as on the wire
 * @typedef {{en: string, zh: string}} Localized
 * @typedef {number[][]} Rows one row per step
 *
 * @typedef {{name: string, title: Localized}} PresetTitle what pages read of the list of presets
 *
 * @typedef {object} Example
 * @property {string} id
 * @property {Localized} title
 * @property {string|null} text
 * @property {Rows} inputs
 * @property {{en: string[], zh: string[]}} labels
 * @property {(number|null)[][]} [targets] what was true of each output of the head at each step; null: nothing to compare with
 *
 * @typedef {object} InputFormat
 * @property {"numbers"|"text"} kind
 * @property {Localized[]} names
 * @property {[number, number][]} ranges
 * @property {Record<string, number[]>|null} alphabet
 * @property {("line"|"flag")[]|null} [drawn] how each input is drawn over time; lines if absent
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
 * @property {number[]} [bU] bias of a recurrent part that is summed separately
 * @typedef {Record<GateLetter, GateWeights>} Weights
 *
 * @typedef {{W: number[][], b: number[], names: Localized[], says?: "numbers"|"choice"}} Head
 *
 * @typedef {object} Preset
 * @property {string} name
 * @property {Localized} title
 * @property {Localized} summary
 * @property {number} units
 * @property {number} inputs
 * @property {string} [unit] the name of its blueprint; an LSTM if absent
 * @property {Record<GateLetter, "none"|"diagonal"|"full">} peepholes
 * @property {Weights} weights
 * @property {Localized[]} unit_names
 * @property {Head|null} [head] what reads the outputs
 * @property {InputFormat} input
 * @property {Example[]} examples
 * @property {Caption[]} captions
 * @property {{task: string, command: string, seed: number, steps: number, scores: Record<string, number|string>}|null} training
 * @property {{model: UploadedModel} & import("./model_names.js").UploadPlace} [upload] if it is a layer of an uploaded model
 * @property {boolean} [invented] nothing is known of its inputs: the examples are made up, and none is opened unasked
 *
 * @typedef {object} ModelLayer one layer of an uploaded model, in one direction
 * @property {number} layer counts from 0
 * @property {import("./model_names.js").Direction} direction
 * @property {string} name in its file
 * @property {number} units
 * @property {number} inputs
 * @property {string} [unit] the name of its blueprint; an LSTM if absent
 * @property {Record<GateLetter, "none"|"diagonal"|"full">} peepholes
 * @property {number|null} projection
 *
 * @typedef {object} UploadedModel an uploaded model, as the server describes it
 * @property {string} id
 * @property {string} name of its file
 * @property {"pytorch"|"keras"|"onnx"|"memory-pipe"} format
 * @property {number} bytes
 * @property {number} inputs
 * @property {ModelLayer[]} layers
 * @property {number|null} outputs
 * @property {ModelNetwork[]} lstms all LSTMs in the file
 * @property {{name: string, tokens: number, inputs: number}[]} embeddings tables that make inputs of tokens
 * @property {KeptVocabulary|null} vocabulary that was uploaded beside the file
 * @property {string[]} ignored what else is in the file
 * @property {string[]} notes the reader's assumptions
 *
 * @typedef {{tokens: number, sha256: string, first: string[], has_numbers: boolean}} KeptVocabulary `has_numbers`: of its tokens, some are
 *   whole numbers
 * @typedef {{name: string, inputs: number, outputs: number, layers: ModelLayer[]}} ModelNetwork
 *
 * @typedef {object} UnitMeasures of all units of a layer over a run
 * @property {number[]} change mean change of the memory from step to step
 * @property {number[]} [hold] mean opening of the forget valve; as the others, absent if the unit has no such valve
 * @property {number[]} [open] of the new-memory valve
 * @property {number[]} [output] of the output valve
 * @property {number[]} [reset] of the reset valve
 * @property {number[]} [forget] mean of 1 - opening of the forget valve
 * @property {number[]} age mean age of the memory in the end, in steps; 0 if it is empty
 * @property {Record<GateName, (number|null)[][]>} correlation of a valve with each input, per unit; null if either is constant
 * @property {Record<GateName, (number|null)[]>|null} mask correlation of a valve with the mask
 *
 * @typedef {object} Pin a gate held at a value by hand; steps count from 0 and are inclusive
 * @property {GateName} gate
 * @property {number} value
 * @property {number[]} [units] all units if absent
 * @property {number} [from] the first step if absent
 * @property {number} [to] the last step if absent
 *
 * @typedef {Record<string, Rows>} Terms the terms of a pre-activation by name, each (T, H)
 *
 * @typedef {Record<string, any> & {x: Rows, h0: number[], h: Rows, h_prev: Rows, terms: Record<GateLetter, Terms>, units?: number[],
 *   readout?: Rows}} Trace
 *   every intermediate value of a run, by the names in the unit's blueprint: arrays are (T, H), x is (T, D), initial states are
 *   (H); `units`: the only ones with numbers; all if absent; `readout`: what the head reads at each step, if there is a head
 *
 * @typedef {Record<string, any> & {dh: Rows, dh0: number[]}} Gradients of an output with respect to all earlier states: rows (T, H)
 *   by `d` and the state's name, initial ones (H)
 *
 * @typedef {object} Fault one thing that is wrong, and its place
 * @property {string} pointer
 * @property {string} detail
 *
 * @typedef {object} Problem the server's reason for not answering
 * @property {number} status 0 if the server could not be reached
 * @property {string} title
 * @property {string} detail
 * @property {Fault[]} errors
 * @property {string} [language] of its words, English if it does not say
 */

export {};
