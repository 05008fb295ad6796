"""``./bench``: the budgets as ratios. A group whose package is not installed is left out, and said to be."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
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
    "server",
    "together",
    "wide",
    "stream",
    "class",
    "weight",
    "first_picture",
    "browser",
    "lighthouse",
)
"""Modules of this folder, each with a function rows()."""
ALONE = ("soak",)
"""Groups that take long: they are measured only where they are named."""
MODULES = {"class": "classroom"}
"""A module that cannot be called like its group."""


def measure(group: str, **how: object) -> Iterator[Row]:
    """Yield the rows of a group; none, with a word about it, where what it measures or needs is missing."""
    try:
        module = import_module(f"tests.bench.{MODULES.get(group, group)}")
    except ModuleNotFoundError as missing:
        sys.stderr.write(f"Left out: {group}, there is no {missing.name}\n")
        return
    sys.stderr.write(f"Measuring {group} ...\n")
    yield from module.rows(**how)


def line(row: Row) -> str:
    """Return a row of the Markdown table."""
    verdict = "yes" if row.holds else "**no**"
    return f"| {row.what} | {row.ratio:.3g} | {row.budget} | {verdict} | {row.note} |"


def main(arguments: list[str]) -> int:
    """Print the table, each row once it is measured; return 1 if a budget does not hold."""
    asked = _read(arguments)
    how: dict[str, dict[str, object]] = {
        "class": {"workers": asked.workers, "redis": asked.redis, "postgres": asked.postgres},
        "soak": {"seconds": asked.seconds or 60 * asked.minutes},
    }
    print(f"Measured on {describe()}.\n")
    print("| what | ratio | budget | holds | note |")
    print("|---|---|---|---|---|")
    missed = 0
    for group in asked.groups or GROUPS:
        for row in measure(group, **how.get(group, {})):
            print(line(row), flush=True)
            missed += not row.holds
    return 1 if missed else 0


def _read(arguments: list[str]) -> Namespace:
    known = (*GROUPS, *ALONE)
    parser = ArgumentParser("./bench", description="Measures the budgets.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"only these of {', '.join(known)}")
    hall = parser.add_argument_group("class")
    hall.add_argument("--workers", type=int, default=1, help="processes of the server of a class (1)")
    hall.add_argument("--redis", action="store_true", help="a Redis between them (Debian: redis-server)")
    hall.add_argument(
        "--postgres", action="store_true", help="a PostgreSQL as the store (Debian: postgresql)"
    )
    day = parser.add_argument_group("soak")
    day.add_argument("--minutes", type=float, default=10.0, help="into how many two days are pressed (10)")
    day.add_argument("--seconds", type=float, help="the same in seconds, for a look in between")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.groups) - set(known):
        sys.exit(f"There is no group {', '.join(sorted(unknown))}; there are {', '.join(known)}.")
    if asked.workers < 1:
        sys.exit(f"--workers: expected at least 1, got {asked.workers}.")
    if not asked.minutes >= 1:
        sys.exit(f"--minutes: expected at least 1, got {asked.minutes:g}.")
    if asked.seconds is not None and not asked.seconds >= 1:
        sys.exit(f"--seconds: expected at least 1, got {asked.seconds:g}.")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
