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

const catalogue = all(read("app/locale/en", ".po"), /^msgid "((?:lab|common)\..+)"$/gm);
const scripts = read("static/js", ".js");
const literals = all(scripts, /["`]((?:lab|common)\.[\w.]+)["`]/g);
const templates = all(scripts, /`((?:lab|common)\.[^`]*\$\{[^`]*)`/g);
/** An id made in code, as a pattern. */
const patterns = templates.map((id) => new RegExp(`^${id.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "\\w+")}$`));

test("every message that the scripts ask for is in the catalogue", () => {
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

test("a message that comes later is asked for by no script of a first view", () => {
  const features = readdirSync(join(ROOT, "static/js/features"), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  const later = features.flatMap(({ name }) => all(read("app/locale/en", `${name}.po`), /^msgid "(.+)"$/gm));
  const names = readdirSync(join(ROOT, "static/js"), { recursive: true }).map(String);
  const first = names.filter((name) => name.endsWith(".js") && !name.split(/[\\/]/).includes("features"));
  const asked = all(
    first.map((name) => readFileSync(join(ROOT, "static/js", name), "utf8")).join("\n"),
    /["`]((?:lab|common)\.[\w.]+)["`]/g,
  );
  assert.ok(later.length > 100 && asked.length > 60, "the search for ids finds none");
  assert.deepEqual(
    later.filter((id) => asked.includes(id)),
    [],
  );
});

test("every message of the Lab is asked for by a script or a page", () => {
  const pages = read("templates", ".html");
  const asked = (/** @type {string} */ id) =>
    literals.includes(id) || pages.includes(id) || patterns.some((pattern) => pattern.test(id));
  assert.deepEqual(
    catalogue.filter((id) => id.startsWith("lab.") && !asked(id)),
    [],
  );
});
