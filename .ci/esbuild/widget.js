/** node widget.js DEST: writes the script and the style of a notebook's widget into DEST, one file each. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const [, , outdir] = process.argv;
const FOLDER = "static/js/pages/widget";
const common = { outdir, bundle: true, minify: true, charset: /** @type {const} */ ("utf8") };

await build({ ...common, entryPoints: { widget: `${FOLDER}/entry.js` }, format: "esm" });
await build({ ...common, entryPoints: { widget: `${FOLDER}/widget.css` } });

// The sheets speak of the root of a page and of its width; a widget has the host of its shadow, and its own width.
const sheet = join(outdir, "widget.css");
const style = (await readFile(sheet, "utf8"))
  .replaceAll(":root", ":host")
  .replaceAll(/@media ?(\((?:min|max)-width: ?\d+px\))(?=\{)/g, "@container $1");
await writeFile(sheet, style);
