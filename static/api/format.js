/** How the API page writes JSON and commands: pure functions. */

/**
 * Writes a JSON value with one row of numbers per line, so that traces are readable.
 *
 * @param {unknown} value
 * @param {string} [indent]
 * @returns {string}
 */
export function pretty(value, indent = "") {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const list = Array.isArray(value);
  const entries = Object.entries(value);
  if (entries.every(([, item]) => item === null || typeof item !== "object")) return inline(value);
  const inner = `${indent}  `;
  const lines = entries.map(([key, item]) => {
    const name = list ? "" : `${JSON.stringify(key)}: `;
    return `${inner}${name}${pretty(item, inner)}`;
  });
  const [open, close] = list ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

/** @param {object} value */
function inline(value) {
  if (Array.isArray(value)) return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  const parts = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`);
  return parts.length ? `{ ${parts.join(", ")} }` : "{}";
}

/**
 * Writes the command that sends the same request from a shell.
 *
 * @param {{method: string, url: string, accept: string | null, body: string | null, token: string | null, file: string | null, headers: [string, string][]}} request
 * @returns {string}
 */
export function curl({ method, url, accept, body, token, file, headers }) {
  // No nested templates: removing comments from scripts would lose the spaces in the inner one.
  const verb = method === "GET" ? "" : `-X ${method} `;
  const parts = [`curl ${verb}${quoted(url)}`];
  const wanted = quoted(`Accept: ${accept}`);
  if (accept) parts.push(`-H ${wanted}`);
  if (body !== null) parts.push(`-H ${quoted("Content-Type: application/json")}`, `-d ${quoted(compact(body))}`);
  const right = quoted(`Deletion-Token: ${token}`);
  if (token !== null) parts.push(`-H ${right}`);
  for (const header of headers) parts.push(`-H ${quoted(header.join(": "))}`);
  const field = `file=@${file}`;
  if (file !== null) parts.push(`-F ${quoted(field)}`);
  return parts.join(" \\\n  ");
}

/** @param {string} text */
function quoted(text) {
  const escaped = text.replaceAll("'", "'\\''");
  return `'${escaped}'`;
}

/**
 * Puts JSON on one line; anything else stays as typed.
 *
 * @param {string} body
 */
function compact(body) {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
