/** The API page: every operation has a form that sends its fields and shows the answer. */

import { curl, pretty } from "./format.js";

/** @type {Record<string, string>} */
const messages = JSON.parse(document.getElementById("messages")?.textContent ?? "{}");

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.try"))) start(form);

/** @param {HTMLFormElement} form */
function start(form) {
  const { example, body } = fields(form);
  const show = () => {
    const place = form.querySelector(".curl code");
    if (place) place.textContent = curl(request(form));
  };
  const load = () => {
    if (!example || !body) return;
    body.value = pretty(JSON.parse(example.selectedOptions[0]?.dataset.body ?? "{}"));
    body.rows = Math.min(24, body.value.split("\n").length + 1);
  };
  example?.addEventListener("input", load);
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  load();
  show();
}

/** @param {HTMLFormElement} form */
function fields(form) {
  /** @param {string} name */
  const select = (name) => /** @type {HTMLSelectElement | null} */ (form.querySelector(`select[name=${name}]`));
  return {
    name: select("name"),
    example: select("example"),
    accept: select("accept"),
    own: /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=id]")),
    token: /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=token]")),
    file: /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=file]")),
    body: /** @type {HTMLTextAreaElement | null} */ (form.querySelector("textarea")),
  };
}

/** @param {HTMLFormElement} form */
function request(form) {
  const { name, accept, body, own, token, file } = fields(form);
  const path = (form.dataset.path ?? "")
    .replace("{name}", encodeURIComponent(name?.value ?? ""))
    .replace("{id}", encodeURIComponent(own?.value.trim() || "0"));
  return {
    method: form.dataset.method ?? "GET",
    url: completed(form, path).href,
    accept: accept?.value ?? null,
    body: body?.value ?? null,
    token: token?.value.trim() ?? null,
    file: file ? (file.files?.[0]?.name ?? "FILE") : null,
    headers: ownHeaders(form),
  };
}

/**
 * Puts what else an address needs into its path and its query.
 *
 * @param {HTMLFormElement} form
 * @param {string} path
 */
function completed(form, path) {
  const needed = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[data-place]"));
  let whole = path;
  for (const { name, value, dataset } of needed) {
    if (dataset.place === "path") whole = whole.replace(`{${name}}`, encodeURIComponent(value.trim() || "0"));
  }
  const url = new URL(whole, location.href);
  for (const { name, value, dataset } of needed) {
    if (dataset.place === "query") url.searchParams.set(name, value.trim());
  }
  return url;
}

/**
 * The headers that the request needs besides.
 *
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
function ownHeaders(form) {
  const needed = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[data-place=header]"));
  return [...needed].map(({ name, value }) => [name, value.trim()]);
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const { method, url, accept, body, token, headers: own } = request(form);
  const place = /** @type {HTMLElement} */ (form.parentElement?.querySelector(".answer"));
  place.setAttribute("aria-busy", "true");
  const headers = new Headers(accept ? { Accept: accept } : {});
  if (body !== null) headers.set("Content-Type", "application/json");
  if (token) headers.set("Deletion-Token", token);
  for (const [name, value] of own) headers.set(name, value);
  const content = fields(form).file ? new FormData(form) : body;
  const started = performance.now();
  try {
    const answer = await fetch(url, { method, headers, body: content });
    const text = await startOf(answer);
    const status = `${answer.status} ${answer.statusText} · ${Math.round(performance.now() - started)} ms`;
    show(place, status, readable(text, answer.headers.get("Content-Type") ?? ""), answer.ok);
  } catch {
    show(place, messages["api.away"] ?? "", "", false);
  }
  place.removeAttribute("aria-busy");
}

/**
 * The text of an answer; of a stream that may never end, what comes first.
 *
 * @param {Response} answer
 */
async function startOf(answer) {
  const isEndless = answer.ok && /event-stream/.test(answer.headers.get("Content-Type") ?? "");
  if (!isEndless || !answer.body) return await answer.text();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!/\ndata: .*\n\n/.test(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader.cancel();
  return text;
}

/**
 * @param {string} text
 * @param {string} type
 */
function readable(text, type) {
  return /json$/.test(type) && !/ndjson/.test(type) ? pretty(JSON.parse(text)) : text;
}

/**
 * @param {HTMLElement} place
 * @param {string} status
 * @param {string} text
 * @param {boolean} ok
 */
function show(place, status, text, ok) {
  const head = document.createElement("p");
  head.className = ok ? "status" : "status refused";
  head.textContent = status;
  const block = document.createElement("pre");
  block.tabIndex = 0;
  block.setAttribute("aria-label", messages["api.answer"] ?? "");
  block.textContent = text;
  place.replaceChildren(head, ...(text ? [block] : []));
}
