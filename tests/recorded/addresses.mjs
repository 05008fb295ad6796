// node addresses.mjs ADDRESS INITIAL QUERY UNITS: what a page that brings `units` makes of the fragments and queries in
// standard input, as JSON.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [address, initial, query, blueprint] = await Promise.all(process.argv.slice(2).map((path) => import(pathToFileURL(path))));
const { fragments, queries, units } = JSON.parse(readFileSync(0, "utf8"));
blueprint.readBlueprints({ getElementById: () => ({ textContent: units }) });

const read = (fragment) => {
  const state = address.fromAddress(fragment);
  return { state, written: address.toAddress({ ...initial.INITIAL, ...state }) };
};
const readQuery = (search) => {
  const lesson = query.fromQuery(search);
  return { lesson, written: query.toQuery({ ...initial.INITIAL.lesson, ...lesson }) };
};
const all = (list, answer) => Object.fromEntries(list.map((one) => [one, answer(one)]));
console.log(JSON.stringify({ fragments: all(fragments, read), queries: all(queries, readQuery) }));
