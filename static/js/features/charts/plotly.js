/**
 * The charts' library, fetched once, when the first chart is opened: it is fifteen times as large as the page.
 *
 * @typedef {HTMLElement & {on: (event: string, listener: (event: any) => void) => void}} ChartElement
 * @typedef {Record<string, unknown>} Options
 * @typedef {{react: (el: HTMLElement, data: Options[], layout: Options, config: Options) => Promise<ChartElement>,
 *   relayout: (el: HTMLElement, change: Options) => Promise<unknown>}} Plotly
 */

/** @param {Document} document @returns {Plotly|undefined} */
const known = ({ defaultView }) => /** @type {{Plotly?: Plotly}|null} */ (/** @type {unknown} */ (defaultView))?.Plotly;

/** @type {Promise<Plotly>|null} */
let loading = null;

/** @param {Document} document @param {string} address @returns {Promise<Plotly>} */
export function needPlotly(document, address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      script.remove();
      loading = null;
      reject(new Error(address));
    };
    script.src = address;
    script.onload = () => {
      const plotly = known(document);
      if (plotly) resolve(plotly);
      else fail();
    };
    script.onerror = fail;
    document.head.append(script);
  });
  return loading;
}
