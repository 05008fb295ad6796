"""``python -m app.learn [FILE]``: check tutorial and Lab's tasks; with a file, print it with its numbers."""

import argparse
import sys
from pathlib import Path

from app.config import shipped
from app.learn.pages.lab_tasks import FILE
from app.learn.pages.preview import preview
from app.learn.shipped import shipped_findings, shipped_presets
from app.learn.text.lab_tasks import read_lab_tasks
from app.learn.text.tutorial import read_tutorial
from app.learn.truth.checks import check, check_lab
from app.learn.truth.measurements import measurements
from app.learn.truth.runs import Runs
from app.learn.truth.scope import Scope
from app.learn.truth.wholeness import compare

LANGUAGES = ("en", "zh")


def main() -> int:
    """Print the faults, one per line; return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m app.learn", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="print this chapter, and only its faults")
    chosen = parser.parse_args().file
    chosen = chosen.resolve() if chosen else None
    folder = shipped("templates") / "learn"
    presets = shipped_presets()
    findings = shipped_findings(presets)
    runs, measured = Runs(presets), measurements(findings)
    tutorials = {language: read_tutorial(folder, language) for language in LANGUAGES}
    faults = check_lab(read_lab_tasks(folder / FILE), runs)
    for language, tutorial in tutorials.items():
        scope = Scope(tutorial, runs, measured)
        faults += check(tutorial, scope, findings.drawer(language))
        for chapter in tutorial.chapters:
            if chapter.place.file == chosen:
                print(preview(chapter, scope), end="\n\n")
    faults += compare(tutorials["en"], tutorials["zh"]) + compare(tutorials["zh"], tutorials["en"])
    shown = [str(fault) for fault in faults if chosen is None or fault.place.file == chosen]
    for line in dict.fromkeys(shown):
        print(line)
    counts = ", ".join(f"{language}: {len(t.chapters)} chapters" for language, t in tutorials.items())
    print(f"{len(shown)} faults ({counts})", file=sys.stderr)
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main())
