/**
 * A small run and goals as the server gives them to a page, with what Python says of them, and the Lab's tasks.
 *
 * @typedef {import("../../../static/js/state/goals.js").Goal} Goal
 * @typedef {import("../../../static/js/features/tasks/tasks.state.js").Task} Task
 * @typedef {import("../../../static/js/data/types.js").Trace} Trace
 */

import { execFileSync } from "node:child_process";

const CODE =
  "from pathlib import Path; from tests.app.learn.goals import as_json; print(as_json(Path('templates/learn')))";
const TOP = new URL("../../..", import.meta.url);
const json = execFileSync("python", ["-c", CODE], { cwd: TOP, encoding: "utf8" });

/** @type {{run: Trace, goals: {goal: string, tree: Goal, truth: boolean|null}[], tasks: Task[]}} */
export const { run: RUN, goals: GOALS, tasks: TASKS } = JSON.parse(json);
