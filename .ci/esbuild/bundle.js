/**
 * node bundle.js DEST: writes the bundled contents of static/ into DEST, to be served where nobody edits them. Pages, doors and
 * style sheets keep their paths; what they share is in chunks, named by their content. Beside each lies what browsers take over
 * HTTPS: the same in Brotli, a tenth lighter than the server's gzip.
 */
import { cp, glob, readFile, writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { fillStubs } from "./stubs.js";

/**
 * Entries that are built together share chunks. A page that opens doors is built with them; pages are built separately, because
 * shared chunks would split each of them into many more pieces.
 */
const SCRIPTS = [
  ["js/pages/lab.js", "js/features/*/door.js"],
  ["js/pages/learn.js"],
  ["js/pages/train.js"],
  ["js/pages/board.js"],
  ["js/pages/desk.js"],
  ["js/pages/class.js"],
  ["js/pages/seat.js"],
  ["api/start.js"],
];
/** What is opened at once, by what brings its opener: what it shares with others comes with that, not as one more answer. */
const EARLY = { "static/js/pages/lab.js": "static/js/features/ends/door.js" };
const CLASSIC = ["js/theme.js"];
const STYLES = ["css/*.css", "api/*.css", "js/pages/*.css", "js/features/*/door.css"];

const [, , outdir] = process.argv;

/** @param {string[]} patterns of entries, below static/ @param {import("esbuild").BuildOptions} options */
async function bundle(patterns, options = {}) {
  const entryPoints = await Array.fromAsync(glob(patterns.map((pattern) => `static/${pattern}`)));
  const common = { outbase: "static", outdir, bundle: true, minify: true, charset: /** @type {const} */ ("utf8") };
  return build({ entryPoints, ...common, ...options });
}

/**
 * What is fetched later, each with what brings the module that asks for it, if there is only one: the page's first view, or
 * something else that is fetched later.
 *
 * @param {import("esbuild").Metafile} metafile
 * @param {string} page its script
 */
function askers({ inputs }, page) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const [asker, { imports }] of Object.entries(inputs))
    for (const { path, kind } of imports)
      if (kind === "dynamic-import") found.set(path, (found.get(path) ?? new Set()).add(asker));
  /** @type {[string, Set<string>][]} */
  const brought = [page, ...found.keys()].map((entry) => [entry, withImports(inputs, entry)]);
  return new Map(
    [...found].flatMap(([path, [asker, other]]) => {
      const bringer = brought.find(([entry, all]) => entry !== path && all.has(asker));
      return bringer && !other ? [[path, [bringer[0]]]] : [];
    }),
  );
}

/**
 * What an early entry shares with another one, and not with what brings its opener.
 *
 * @param {import("esbuild").Metafile} metafile
 * @param {string} bringer
 * @param {string} early
 */
function sharedBy({ inputs, outputs }, bringer, early) {
  const entries = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const elsewhere = entries.filter((entry) => entry !== early).flatMap((entry) => [...withImports(inputs, entry)]);
  const there = withImports(inputs, bringer);
  return [...withImports(inputs, early)].filter((path) => elsewhere.includes(path) && !there.has(path));
}

/** A module and all that it imports. @param {import("esbuild").Metafile["inputs"]} inputs @param {string} entry */
function withImports(inputs, entry) {
  const found = new Set([entry]);
  for (const one of found)
    for (const { path, kind } of inputs[one].imports) if (kind === "import-statement") found.add(path);
  return found;
}

/**
 * A chunk is what the same entries need. A module that is fetched later finds its asker there, so it may as well import it: what
 * both need is then one chunk with the asker, and not one more for each set of modules that share something.
 *
 * @param {Map<string, string[]>} asked
 * @returns {import("esbuild").Plugin}
 */
const withAskers = (asked) => ({
  name: "with askers",
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      const askers = asked.get(relative(".", path)) ?? [];
      if (!askers.length) return;
      const imports = askers.map((asker) => `import ${JSON.stringify(resolve(asker))};`);
      return { contents: [await readFile(path, "utf8"), ...imports].join("\n") };
    });
  },
});

for (const page of SCRIPTS) {
  const split = { format: /** @type {const} */ ("esm"), splitting: true, chunkNames: "chunks/[name]-[hash]" };
  const { metafile } = await bundle(page, { ...split, metafile: true, write: false });
  const asked = askers(metafile, `static/${page[0]}`);
  for (const [bringer, early] of Object.entries(EARLY))
    if (bringer in metafile.inputs)
      asked.set(bringer, [...(asked.get(bringer) ?? []), ...sharedBy(metafile, bringer, early)]);
  const built = await bundle(page, { ...split, metafile: true, plugins: [withAskers(asked)] });
  await fillStubs(built.metafile.outputs);
}
await bundle(CLASSIC, { format: "iife" });
await bundle(STYLES);
for await (const path of glob(`${outdir}/**/*.{js,css}`))
  await writeFile(`${path}.br`, brotliCompressSync(await readFile(path)));
await cp("static", outdir, { recursive: true, filter: (path) => !/\.(js|css)$/.test(path) });
