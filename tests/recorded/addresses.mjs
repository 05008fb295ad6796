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
// The server leads a query with "present" to the board, which reads the rest; without it, the Lab reads none.
const readQuery = (search) => {
  const present = new URLSearchParams(search).has("present");
  const chosen = query.fromQuery(present ? search : "");
  const written = ["?present", query.toQuery(chosen).slice(1)].filter(Boolean).join("&");
  return { lesson: { present, ...chosen }, written: present ? written : "" };
};
const all = (list, answer) => Object.fromEntries(list.map((one) => [one, answer(one)]));
console.log(JSON.stringify({ fragments: all(fragments, read), queries: all(queries, readQuery) }));
