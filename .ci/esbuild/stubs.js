/**
 * Where others import an entry, esbuild puts its code into a chunk and leaves a stub that only hands it on. Here the chunk takes
 * the stub's place: one answer less, and one round trip less before the entry runs.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";

const SPECIFIER = /(?<=\b(?:from|import|import\())"(\.[^"]+)"/g;
const IMPORT = /import\{([^}]*)\}from"([^"]+)"/g;
const EXPORT = /export\{([^}]*)\};?\s*$/;

/** @param {import("esbuild").Metafile["outputs"]} outputs of a build with minified modules; the files are changed */
export async function fillStubs(outputs) {
  const paths = Object.keys(outputs);
  const read = paths.map(async (path) => /** @type {const} */ ([resolve(path), await readFile(path, "utf8")]));
  const scripts = new Map(await Promise.all(read));
  for (const [stub, { entryPoint = "" }] of Object.entries(outputs)) {
    const chunk = paths.find((path) => path !== stub && entryPoint in outputs[path].inputs);
    if (chunk) fill(scripts, resolve(stub), resolve(chunk));
  }
  for (const path of paths)
    if (!scripts.has(resolve(path))) await rm(path);
    else await writeFile(path, scripts.get(resolve(path)) ?? "");
}

/** @param {Map<string, string>} scripts by their paths @param {string} stub @param {string} chunk */
function fill(scripts, stub, chunk) {
  const [handing, code] = [scripts.get(stub), scripts.get(chunk)];
  if (handing === undefined || code === undefined) return; // another entry's code is in the same chunk
  const local = new Map(namesIn(EXPORT.exec(code)?.[1]).map(([own, given]) => [given, own]));
  const taken = [...handing.matchAll(IMPORT)].filter(([, , from]) => resolve(dirname(stub), from) === chunk);
  const owns = new Map(taken.flatMap(([, names]) => namesIn(names)).map(([given, own]) => [own, local.get(given)]));
  const added = namesIn(EXPORT.exec(handing)?.[1]).map(([own, given]) => {
    if (!owns.get(own) || local.has(given))
      throw new Error(`${stub} hands on ${given}, which cannot be had from ${chunk}`);
    return `${owns.get(own)} as ${given}`;
  });
  scripts.delete(chunk);
  scripts.set(
    stub,
    code.replace(EXPORT, (_, names) => `export{${[names, ...added].filter(Boolean)}};`),
  );
  for (const [path, script] of scripts) {
    const from = path === stub ? chunk : path;
    const link = (/** @type {string} */ _, /** @type {string} */ to) => {
      const target = resolve(dirname(from), to);
      const way = relative(dirname(path), target === chunk ? stub : target);
      return JSON.stringify(way.startsWith(".") ? way : `./${way}`);
    };
    scripts.set(path, script.replace(SPECIFIER, link));
  }
}

/** @param {string} [list] such as `a as b,c` @returns {[string, string][]} each name before and after `as` */
function namesIn(list = "") {
  return list
    .split(",")
    .filter(Boolean)
    .map((one) => {
      const [before, after = before] = one.trim().split(" as ");
      return [before, after];
    });
}
