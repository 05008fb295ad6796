import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** @param {string} folder @param {string} end @returns {string} the text of all files whose names end so */
function read(folder, end) {
  const names = readdirSync(join(ROOT, folder), { recursive: true }).map(String);
  return names
    .flatMap((name) => (name.endsWith(end) ? [readFileSync(join(ROOT, folder, name), "utf8")] : []))
    .join("\n");
}

/** @param {string} text @param {RegExp} pattern @returns {string[]} */
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found))];

/** What an id begins with: a feature's name, or that of all pages or of the Lab. */
const KINDS = ["lab", "common", ...readdirSync(join(ROOT, "static/js/features"))].join("|");
const MADE = new RegExp(`\`((?:${KINDS})\\.[^\`]*\\$\\{[^\`]*)\``, "g");
const catalogue = all(read("app/locale/en", ".po"), new RegExp(`^msgid "((?:${KINDS})\\..+)"$`, "gm"));
const scripts = read("static/js", ".js");
const literals = all(scripts, new RegExp(`["\`]((?:${KINDS})\\.[\\w.]+)["\`]`, "g")).filter(
  (id) => !id.endsWith(".js"),
);
const templates = all(scripts, MADE);
/** An id made in code, as a pattern. */
const patterns = templates.map((id) => new RegExp(`^${id.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "\\w+")}$`));

test("every message that the scripts use is in the catalogue", () => {
  assert.ok(literals.length > 60, "the search for ids finds none");
  assert.deepEqual(
    literals.filter((id) => !catalogue.includes(id)),
    [],
  );
  for (const pattern of patterns)
    assert.ok(
      catalogue.some((id) => pattern.test(id)),
      String(pattern),
    );
});

test("a feature's catalogue holds only messages of that feature, its pages and their surroundings", () => {
  const templatesOfPages = read("templates", ".html");
  const outside = ["data", "unit", "state", "view", "pages"]
    .map((folder) => read(`static/js/${folder}`, ".js"))
    .join("\n");
  const features = readdirSync(join(ROOT, "static/js/features"));
  assert.ok(features.length > 5, "there are no features");
  const names = readdirSync(join(ROOT, "app/locale/en"));
  for (const name of features) {
    const words = names.includes(`${name}.po`)
      ? all(readFileSync(join(ROOT, "app/locale/en", `${name}.po`), "utf8"), /^msgid "(.+)"$/gm)
      : [];
    const scripts = `${read(`static/js/features/${name}`, ".js")}\n${outside}`;
    const made = all(scripts, MADE).map(
      (id) => new RegExp(`^${id.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "\\w+")}$`),
    );
    const isSaid = (/** @type {string} */ id) =>
      scripts.includes(`"${id}"`) || templatesOfPages.includes(id) || made.some((pattern) => pattern.test(id));
    assert.deepEqual(
      words.filter((id) => !isSaid(id)),
      [],
      name,
    );
  }
});

test("every message of the Lab and its features is used by a script or a page", () => {
  const pages = read("templates", ".html");
  const asked = (/** @type {string} */ id) =>
    literals.includes(id) || pages.includes(id) || patterns.some((pattern) => pattern.test(id));
  assert.deepEqual(
    catalogue.filter((id) => !id.startsWith("common.") && !asked(id)),
    [],
  );
});
