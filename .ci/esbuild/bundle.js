/**
 * node bundle.js DEST: writes the bundled contents of static/ into DEST, to be served where nobody edits them. Pages, doors and
 * style sheets keep their paths; what they share is in chunks, named by their content.
 */
import { cp, glob } from "node:fs/promises";
import { build } from "esbuild";

/**
 * Entries that are built together share chunks. A page that opens doors is built with them; pages are built separately, because
 * shared chunks would split each of them into many more pieces.
 */
const SCRIPTS = [["js/pages/lab.js", "js/features/*/door.js"], ["js/pages/learn.js"], ["api/start.js"]];
const CLASSIC = ["js/theme.js"];
const STYLES = ["css/*.css", "api/*.css", "js/pages/*.css", "js/features/*/door.css"];

const [, , outdir] = process.argv;

/** @param {string[]} patterns of entries, below static/ @param {import("esbuild").BuildOptions} options */
async function bundle(patterns, options = {}) {
  const entryPoints = await Array.fromAsync(glob(patterns.map((pattern) => `static/${pattern}`)));
  await build({ entryPoints, outbase: "static", outdir, bundle: true, minify: true, charset: "utf8", ...options });
}

for (const page of SCRIPTS) {
  await bundle(page, { format: "esm", splitting: true, chunkNames: "chunks/[name]-[hash]" });
}
await bundle(CLASSIC, { format: "iife" });
await bundle(STYLES);
await cp("static", outdir, { recursive: true, filter: (path) => !/\.(js|css)$/.test(path) });
