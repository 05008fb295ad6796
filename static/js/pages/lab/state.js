/**
 * What the Lab's state is composed of, and the keys that its parts bring.
 *
 * @typedef {import("../../state/app_state.js").AppState
 *   & import("../../features/dye/dye.state.js").DyeState
 *   & import("../../features/keys/keys.state.js").KeysState
 *   & import("../../features/models/models.state.js").ModelsState
 *   & import("../../features/predict/predict.state.js").PredictState
 *   & import("../../features/shape/shape.state.js").ShapeState
 *   & import("../../features/tour/tour.state.js").TourState} LabState
 *
 * @typedef {import("../../state/reducer.js").Action
 *   | import("../../features/dye/dye.state.js").DyeAction
 *   | import("../../features/keys/keys.state.js").KeysAction
 *   | import("../../features/models/models.state.js").ModelsAction
 *   | import("../../features/predict/predict.state.js").PredictAction
 *   | import("../../features/shape/shape.state.js").ShapeAction
 *   | import("../../features/tour/tour.state.js").TourAction} LabAction
 */

import { DYE_SLICE } from "../../features/dye/dye.state.js";
import { DYE_KEYS } from "../../features/dye/keys.state.js";
import { KEYS_SLICE, SHEET_KEYS } from "../../features/keys/keys.state.js";
import { MODELS_SLICE } from "../../features/models/models.state.js";
import { PREDICT_KEYS, PREDICT_SLICE } from "../../features/predict/predict.state.js";
import { SHAPE_SLICE } from "../../features/shape/shape.state.js";
import { TOUR_SLICE } from "../../features/tour/tour.state.js";
import { BASE } from "../../state/base.js";
import { compose } from "../../state/compose.js";
import { HISTORY } from "../../state/history.js";
import { KEYS } from "../../view/panels/keys.js";

const COMPOSED = compose([BASE, MODELS_SLICE, HISTORY, PREDICT_SLICE, DYE_SLICE, KEYS_SLICE, TOUR_SLICE, SHAPE_SLICE]);

/** The table of all fields. */
export const LAB_FIELDS = /** @satisfies {import("../../state/table.js").Fields<LabState>} */ (COMPOSED.fields);

/** @type {Readonly<LabState>} */
export const LAB_INITIAL = COMPOSED.initial;

/** @type {import("../../state/compose.js").Reduce<LabState, LabAction>} */
export const reduceLab = COMPOSED.reduce;

/** The grammar of the Lab's addresses. */
export const GRAMMAR = { toAddress: COMPOSED.toAddress, fromAddress: COMPOSED.fromAddress };

/** @type {readonly import("../../view/panels/keys.js").KeyGroup<LabState, LabAction>[]} */
export const LAB_KEYS = [KEYS, DYE_KEYS, PREDICT_KEYS, SHEET_KEYS];
