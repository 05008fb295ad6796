/** node widget.js DEST: writes the script and the style of a notebook's widget into DEST, one file each. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const [, , outdir] = process.argv;
const FOLDER = "static/js/pages/widget";
const common = { outdir, bundle: true, minify: true, charset: /** @type {const} */ ("utf8") };

await build({ ...common, entryPoints: { widget: `${FOLDER}/entry.js` }, format: "esm" });
await build({ ...common, entryPoints: { widget: `${FOLDER}/widget.css` } });

// A page's sheet speaks of the root of its document; that of a widget is the host of its shadow.
const sheet = join(outdir, "widget.css");
await writeFile(sheet, (await readFile(sheet, "utf8")).replaceAll(":root", ":host"));
