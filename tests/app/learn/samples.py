"""Small chapters for the tests of the tutorial, read from text."""

from pathlib import Path

from app.config import ROOT
from app.learn.shipped import shipped_findings, shipped_presets
from app.learn.text.outline import Chapter, Tutorial
from app.learn.text.parser import read_text
from app.learn.text.tutorial import read_tutorial
from app.learn.truth.measurements import measurements
from app.learn.truth.runs import Runs
from app.learn.truth.scope import Scope

FOLDER = ROOT / "templates" / "learn"
TUTORIALS = {language: read_tutorial(FOLDER, language) for language in ("en", "zh")}
"""The tutorial itself."""
FILE = Path("en/06-sample.md")
FIGURE = """```figure
id: shut
model: latch
example: keep
step: 3
phase: forget
caption: It holds {{ C[3,1] }}.
claim: f[3,1] > 0.95
alt: A pipe.
```"""
QUESTION = """```question
id: q-shut
ask: What is left?
- Half. || No, {{ kept[3,1] }}.
+ Nothing. || Right.
claim: kept[3,1] == 0
reveal: step=3 phase=merge pins=forget:0:1:3-
```"""
TASK = """```task
id: t-shut
do: Shut it.
goal: f[3,1] < 0.1 and abs(C[4,1]) < 0.1 * C[2,1]
solution: pins=forget:0:1:3-
done: It holds {{ C[4,1] }}.
```"""
TERMS = """```terms
forget valve | f_t | How much stays.
```"""
PRESETS = shipped_presets()
FINDINGS = shipped_findings(PRESETS)
RUNS = Runs(PRESETS)
MEASUREMENTS = measurements(FINDINGS)


def chapter(*parts: str, head: str = "title: Sample\nsummary: One sentence.") -> Chapter:
    """Return a chapter with one screen that holds these parts."""
    body = "\n\n".join(parts)
    return read_text(f"---\n{head}\n---\n# A screen {{#one}}\n{body}\n", FILE, "sample")


def scope(*chapters: Chapter) -> Scope:
    """Return the names that the texts of these chapters can use."""
    return Scope(Tutorial("en", chapters), RUNS, MEASUREMENTS)
