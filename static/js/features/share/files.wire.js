/** Exports made by the server: a run as a file. */

/** The media type of each kind of file. */
export const TRACE_TYPES = Object.freeze({ csv: "text/csv", json: "application/json", npz: "application/x-npz" });

/** @typedef {keyof typeof TRACE_TYPES} TraceFile */

/** Every array of a run, exact; a table counts from 1, as the page does. @param {typeof fetch} send @param {object} request that the API takes @param {TraceFile} kind @returns {Promise<Blob>} */
export const traceFile = (send, request, kind) =>
  post(send, "/api/v1/traces", TRACE_TYPES[kind], kind === "csv" ? { ...request, count_from: 1 } : request);

/** @param {typeof fetch} send @param {string} url @param {string} type @param {unknown} body @returns {Promise<Blob>} */
async function post(send, url, type, body) {
  const headers = { "Content-Type": "application/json", Accept: type };
  const response = await send(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.blob();
}
