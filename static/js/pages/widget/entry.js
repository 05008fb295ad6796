/** The script of a notebook's widget, in the form that anywidget expects. */

import { mountWidget } from "./mount.js";

/** @type {{render: (tools: {model: import("./kernel.js").Model, el: HTMLElement}) => () => void}} */
export default { render: ({ model, el }) => mountWidget(el, model, window) };
