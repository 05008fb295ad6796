/**
 * Why a file was refused, in the server's words: what was found and what was expected.
 *
 * @typedef {import("../../view/base/dom.js").Dom} Dom
 * @typedef {import("../../data/types.js").Problem} Problem
 */

/**
 * @param {Dom} dom
 * @param {import("../../data/messages.js").Messages} messages
 * @param {Problem} problem
 * @param {string} name of the file
 */
export function refusal({ html }, { t }, { status, detail, errors, language }, name) {
  const reason = status === 0 ? "away" : status >= 500 ? "failed" : "refused";
  const lines = (errors.length ? errors.map((error) => error.detail) : [detail]).flatMap((text) => text.split("\n"));
  const isCode = (/** @type {string} */ line) => /^\s{2,}\S/.test(line);
  const words = lines.filter((line) => line.trim() && !isCode(line));
  const code = lines.filter(isCode).map((line) => line.trim());
  return html(
    "div",
    { class: "models-refusal" },
    html("p", {}, html("b", {}, t(`models.${reason}`, { name }))),
    ...(status > 0 ? words.map((line) => html("p", { lang: language ?? "en" }, line)) : []),
    ...(code.length ? [html("pre", { "aria-label": t("models.recipe") }, html("code", {}, code.join("\n")))] : []),
  );
}
