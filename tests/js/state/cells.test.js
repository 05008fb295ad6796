import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isBlock,
  isNumber,
  isOutside,
  parseCells,
  readable,
  textFaults,
  toCells,
} from "../../../static/js/state/cells.js";
import { parsePaste, pasteInto } from "../../../static/js/state/pasting.js";

test("numbers are read as people write them", () => {
  const written = ["1", " -2.5 ", "+.5", "3.", "1e3", "2E-2", "0,25", "−4", "–4,5", "１．５", "－０，２５", "0,500"];
  const { rows, faults } = parseCells(written.map((cell) => [cell]));
  assert.deepEqual(faults, []);
  assert.deepEqual(rows.flat(), [1, -2.5, 0.5, 3, 1000, 0.02, 0.25, -4, -4.5, 1.5, -0.25, 0.5]);
});

test("only finite numbers are accepted", () => {
  for (const cell of ["", " ", "x", "1 2", "1.2.3", "1,2,3", "1e", "Infinity", "NaN", "0x10", "1e999", "--1", "."]) {
    assert.equal(isNumber(cell), false, cell);
  }
});

test("groups of three digits are asked about, never read as one", () => {
  const { faults } = parseCells([["1,000"], ["-12,500"], ["１，０００"]]);
  assert.deepEqual(
    faults.map(({ reason, values }) => [reason, values?.large, values?.small]),
    [
      ["lab.input.ambiguous", "1000", "1.000"],
      ["lab.input.ambiguous", "-12500", "-12.500"],
      ["lab.input.ambiguous", "1000", "1.000"],
    ],
  );
  assert.deepEqual(parsePaste("1,000\n2", 1).cells, [["1,000"], ["2"]]);
});

test("the heading of a paste names the columns and is no step; full-width separators separate", () => {
  assert.deepEqual(parsePaste("price;buy\n0,5;1"), { names: ["price", "buy"], cells: [["0,5", "1"]] });
  assert.deepEqual(parsePaste("股价，买入\n1，2"), { names: ["股价", "买入"], cells: [["1", "2"]] });
  assert.deepEqual(parsePaste("price"), { names: [], cells: [["price"]] });
  assert.deepEqual(parsePaste("price;1\n2;3"), {
    names: [],
    cells: [
      ["price", "1"],
      ["2", "3"],
    ],
  });
});

test("spaces separate numbers, as NumPy writes them, unless they group digits", () => {
  const pasted = (/** @type {string} */ text) => parsePaste(text).cells;
  assert.deepEqual(pasted("0.5 -1\n 2,5   3"), [
    ["0.5", "-1"],
    ["2,5", "3"],
  ]);
  assert.deepEqual(pasted("1\t2 3"), [["1", "2 3"]]);
  assert.deepEqual(
    [isBlock("0,5 1 0"), isBlock("1 000"), isBlock("1 000 0"), isBlock("a 1")],
    [true, false, false, false],
  );
});

test("a number with a decimal comma, or one that is asked about, is one cell; anything separated is a block", () => {
  for (const text of ["0,5", " 1,000 ", "１，０００", "-4", "abc"]) assert.equal(isBlock(text), false, text);
  for (const text of ["1,2,3", "1, 2", "0,5;1", "１；２", "1\t2", "1\n2"]) assert.equal(isBlock(text), true, text);
});

test("only a number can be outside a range, whose ends belong to it", () => {
  const outside = ["-1.01", "１，５", "9", "-1", "1", "0", "x", "", "1,000"].map((cell) => isOutside(cell, [-1, 1]));
  assert.deepEqual(outside, [true, true, true, false, false, false, false, false, false]);
  assert.equal(isOutside("9", undefined), false);
});

test("full-width letters are read as those of the model", () => {
  const alphabet = { "(": [1], a: [1], "？": [1] };
  assert.equal(readable("（ａ？b", alphabet), "(a？b");
  assert.equal(readable("?", { "?": [1] }), "?");
});

test("a fault names its row, its column and what stands there", () => {
  const { faults } = parseCells([
    ["1", "2"],
    ["  ", "abc"],
  ]);
  assert.deepEqual(faults, [
    { row: 1, column: 0, reason: "lab.input.blank", values: { cell: "  " } },
    { row: 1, column: 1, reason: "lab.input.not_a_number", values: { cell: "abc" } },
  ]);
  assert.deepEqual(parseCells([]).faults, [{ row: 0, column: null, reason: "lab.input.empty" }]);
});

test("numbers written as cells come back as they were", () => {
  const rows = [
    [0.1, -1e-7],
    [123456.789, -0],
  ];
  assert.deepEqual(parseCells(toCells(rows)).rows, [
    [0.1, -1e-7],
    [123456.789, 0],
  ]);
});

test("unknown letters are named with their place, counted in characters", () => {
  assert.deepEqual(textFaults("a😀b", { a: [1], b: [2] }), [
    { row: 1, column: null, reason: "lab.input.unknown_letter", values: { letter: "😀" } },
  ]);
  assert.deepEqual(textFaults("ab", { a: [1], b: [2] }), []);
  assert.deepEqual(textFaults("", { a: [1] }), [{ row: 0, column: null, reason: "lab.input.empty" }]);
});

test("a block from a spreadsheet, a CSV file or a German CSV file", () => {
  assert.deepEqual(parsePaste("1\t2\r\n3\t4\r\n").cells, [
    ["1", "2"],
    ["3", "4"],
  ]);
  assert.deepEqual(parsePaste("1, 2\n3,4").cells, [
    ["1", "2"],
    ["3", "4"],
  ]);
  assert.deepEqual(parsePaste("1,5;2\n3,5;4").cells, [
    ["1,5", "2"],
    ["3,5", "4"],
  ]);
  assert.deepEqual(parsePaste("1\t\n\t4").cells, [
    ["1", ""],
    ["", "4"],
  ]);
});

test("where one column is left, a comma between digits is a decimal comma", () => {
  assert.deepEqual(parsePaste("0,5\n1,5", 1).cells, [["0,5"], ["1,5"]]);
  assert.deepEqual(parsePaste("0,5\nx,1", 1).cells, [
    ["0", "5"],
    ["x", "1"],
  ]);
});

test("a paste lies over the table and makes it longer", () => {
  const cells = [
    ["1", "2"],
    ["3", "4"],
  ];
  const { cells: pasted, fault } = pasteInto(cells, 1, 1, [["8"], ["9"]]);
  assert.equal(fault, null);
  assert.deepEqual(pasted, [
    ["1", "2"],
    ["3", "8"],
    ["0", "9"],
  ]);
  assert.deepEqual(
    cells,
    [
      ["1", "2"],
      ["3", "4"],
    ],
    "the table before is untouched",
  );
});

test("a paste that is too wide changes nothing and says by how much", () => {
  const cells = [
    ["1", "2"],
    ["3", "4"],
  ];
  const result = pasteInto(cells, 0, 1, [["8"], ["9", "10"]]);
  assert.equal(result.cells, cells);
  assert.deepEqual(result.fault, { row: 1, column: 1, reason: "lab.input.too_wide", values: { columns: 2, room: 1 } });
});
