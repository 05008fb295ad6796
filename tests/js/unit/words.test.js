import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { knownBlueprints } from "../../../static/js/unit/blueprint.js";
import "../support/blueprints.js";

const LOCALE = new URL("../../../app/locale/", import.meta.url);

/** @param {string} language @returns {Set<string>} the ids of all messages */
function ids(language) {
  const folder = new URL(`${language}/`, LOCALE);
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  return new Set(texts.flatMap((text) => [...text.matchAll(/^msgid "(.+)"$/gm)].map(([, id]) => id)));
}

/** All that a unit is said in words. @param {import("../../../static/js/unit/blueprint.js").Blueprint} blueprint */
function said({ phases, nets, valves, pipes, terms, charts, nodes, layouts, heat, carried }) {
  const columns = phases.flatMap((phase) => phase.columns);
  const labels = Object.keys(layouts.pipe?.wide.labels).filter((id) => nodes.some((node) => node.id === id));
  const fields = new Set([...columns, ...pipes.map(({ field }) => field), ...charts.map(({ field }) => field)]);
  return [
    ...phases.flatMap(({ id }) => [`phase.${id}`, `phase.${id}.says`]),
    ...nets.flatMap(({ letter }) => [`net.${letter}`, `net.${letter}.long`, `field.${letter}`]),
    ...valves.map(({ id }) => `part.${id}`),
    ...labels.map((id) => `part.${id}`),
    ...[...fields].map((field) => `field.${field}`),
    ...terms.map((term) => `why.${term}`),
    ...heat.map(({ kind }) => `timeline.${kind}`),
    ...carried.map((state) => `beside.${state}`),
    ...("cell" in layouts ? [] : ["view.cell.missing"]),
    ...nets.flatMap(({ weights }) =>
      Object.keys(weights).flatMap((part) => [`weights.part.${part}`, `weights.cell.${part}`]),
    ),
    ...["timeline.memory", "timeline.memory_cell", "backward.says", "weights.bias"],
  ];
}

for (const language of ["en", "zh"])
  for (const blueprint of knownBlueprints())
    test(`all of ${blueprint.name} has words in ${language}`, () => {
      const known = ids(language);
      const words = said(blueprint);
      assert.ok(words.length > 12);
      assert.deepEqual(
        words.filter((word) => !known.has(`${blueprint.unit}.${word}`) && !known.has(`lab.${word}`)),
        [],
      );
      const lid = ["lid.title", "lid.in", "lid.out"];
      assert.deepEqual(
        blueprint.unit === "lstm" ? [] : lid.filter((word) => !known.has(`${blueprint.unit}.${word}`)),
        [],
      );
    });

test("a unit's own word replaces a word of all units, or is used by that unit alone", () => {
  const [english, chinese] = [ids("en"), ids("zh")];
  const own = [...english].filter((id) => /^(gru|rnn)\./.test(id));
  assert.ok(own.length > 40);
  assert.deepEqual(
    own.filter((id) => !chinese.has(id)),
    [],
  );
});
