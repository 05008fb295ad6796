/** The shape of the picture: what of the unit is drawn. */

import { mountBuild } from "../../view/stage/build.js";

export { mountBuild as mount };
