"""``./bench``: the budgets as ratios. A group whose package is not installed is left out, and said to be."""

import sys
from importlib import import_module

from tests.bench.machine import describe
from tests.bench.row import Row

GROUPS = (
    "core",
    "attributions",
    "training",
    "learning",
    "jobs",
    "crowd",
    "api",
    "together",
    "stream",
    "class",
    "weight",
    "first_picture",
    "browser",
    "lighthouse",
)
"""Modules of this folder, each with a function rows()."""
MODULES = {"class": "classroom"}
"""A module that cannot be called like its group."""


def measure(group: str) -> list[Row]:
    """Return the rows of a group; none, with a word about it, where what it measures or needs is missing."""
    try:
        module = import_module(f"tests.bench.{MODULES.get(group, group)}")
    except ModuleNotFoundError as missing:
        sys.stderr.write(f"Left out: {group}, there is no {missing.name}\n")
        return []
    sys.stderr.write(f"Measuring {group} ...\n")
    rows: list[Row] = module.rows()
    return rows


def line(row: Row) -> str:
    """Return a row of the Markdown table."""
    verdict = "yes" if row.holds else "**no**"
    return f"| {row.what} | {row.ratio:.3g} | {row.budget} | {verdict} | {row.note} |"


def main(groups: list[str]) -> int:
    """Print the table; return 1 if a budget does not hold."""
    if unknown := set(groups) - set(GROUPS):
        sys.exit(f"There is no group {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}.")
    rows = [row for group in groups or GROUPS for row in measure(group)]
    print(f"Measured on {describe()}.\n")
    print("| what | ratio | budget | holds | note |")
    print("|---|---|---|---|---|")
    for row in rows:
        print(line(row))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
