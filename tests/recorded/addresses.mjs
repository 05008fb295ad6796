// node addresses.mjs LAB QUERY UNITS: what a page that brings `units` makes of the fragments and queries in
// standard input, as JSON.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [lab, query, blueprint] = await Promise.all(process.argv.slice(2).map((path) => import(pathToFileURL(path))));
const { fragments, queries, units } = JSON.parse(readFileSync(0, "utf8"));
blueprint.readBlueprints({ getElementById: () => ({ textContent: units }) });

const read = (fragment) => {
  const state = lab.GRAMMAR.fromAddress(fragment);
  return { state, written: lab.GRAMMAR.toAddress({ ...lab.LAB_INITIAL, ...state }) };
};
// Whether there is a class was called "present" when the recording was made.
const readQuery = (search) => {
  const change = query.fromQuery(search);
  const { on, ...rest } = change;
  return { lesson: { present: on, ...rest }, written: query.toQuery(lab.reduceLab(lab.LAB_INITIAL, { type: "present", change })) };
};
const all = (list, answer) => Object.fromEntries(list.map((one) => [one, answer(one)]));
console.log(JSON.stringify({ fragments: all(fragments, read), queries: all(queries, readQuery) }));
