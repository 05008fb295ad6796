"""From the entries of a block to a unit whose weights the reader sets."""

import re
from collections.abc import Mapping

from app.learn.text.blocks import Block
from app.learn.text.parts import Probe, Trial, Workbench
from app.learn.text.places import Line, TutorialError

DRAWN = ("line", "flag")
MOST_STEPS = 24
_PLACE = re.compile(r"^[a-z]\.(W|U|b)\.\d+(\.\d+)?$")
_KEYS = (
    *("id", "do", "inputs", "drawn", "weights", "sliders", "stops", "answer", "within"),
    *("run", "probe", "hint", "solution", "done", "claim"),
)
_Rows = tuple[tuple[float, ...], ...]


def workbench(block: Block) -> Workbench:
    """Return the workbench described by a block.

    A run is written as rows and what is wanted after each, ``0.3,1;0.1,0 -> 0.3;0.3``; a probe as its name
    and rows, ``name: 0.3,1;0.1,0``.
    """
    block.expect_keys(_KEYS, repeated=("run", "probe", "claim"))
    inputs, drawn = _list(block.need("inputs")), tuple(block.need("drawn").text.split())
    if len(drawn) != len(inputs) or set(drawn) - set(DRAWN):
        found = block.need("drawn")
        raise TutorialError(found.place, f"expected line or flag for each input, found {found.text!r}")
    reach, stop = _numbers(block.need("stops"), block.need("stops").text.split(), 2)
    [within] = _numbers(block.need("within"), [block.need("within").text], 1)
    sliders, weights = tuple(block.need("sliders").text.split()), _weights(block.need("weights"))
    solution = _weights(block.need("solution"))
    if unknown := set(solution) - set(sliders):
        raise TutorialError(block.need("solution").place, f"there is no slider for {min(unknown)}")
    return Workbench(
        id=block.need("id").text,
        do=block.need("do"),
        inputs=inputs,
        drawn=drawn,
        weights=weights,
        sliders=sliders,
        reach=reach,
        stop=stop,
        answer=block.need("answer").text,
        within=within,
        trials=_trials(block, len(inputs)),
        probes=tuple(_probe(line, len(inputs)) for line in block.all("probe")),
        hint=block.get("hint"),
        solution=solution,
        done=block.need("done"),
        claims=block.all("claim"),
        place=block.place,
    )


def _trials(block: Block, width: int) -> tuple[Trial, ...]:
    found = tuple(_trial(line, width) for line in block.all("run"))
    if len(found) < 2:
        raise TutorialError(
            block.place, f"expected one run to show and at least one more, found {len(found)}"
        )
    return found


def _trial(line: Line, width: int) -> Trial:
    rows, arrow, wanted = line.text.partition("->")
    inputs = _rows(line, rows, width)
    answers = _numbers(line, wanted.split(";"), len(inputs)) if arrow else ()
    if not answers:
        raise TutorialError(line.place, f"expected rows -> what is wanted after each, found {line.text!r}")
    return Trial(inputs, answers)


def _probe(line: Line, width: int) -> Probe:
    name, colon, rows = line.text.rpartition(":")
    if not colon or not name.strip():
        raise TutorialError(line.place, f"expected name: rows, found {line.text!r}")
    return Probe(name.strip(), _rows(line, rows, width))


def _rows(line: Line, text: str, width: int) -> _Rows:
    rows = tuple(_numbers(line, row.split(","), width) for row in text.split(";"))
    if len(rows) > MOST_STEPS:
        raise TutorialError(line.place, f"expected at most {MOST_STEPS} steps, found {len(rows)}")
    return rows


def _weights(line: Line) -> Mapping[str, float]:
    found = {}
    for word in line.text.split():
        place, colon, value = word.partition(":")
        if not colon or not _PLACE.match(place):
            raise TutorialError(line.place, f"expected weights like f.W.1.2:-3 or f.b.1:6, found {word!r}")
        [found[place]] = _numbers(line, [value], 1)
    return found


def _list(line: Line) -> tuple[str, ...]:
    return tuple(name.strip() for name in line.text.split(";"))


def _numbers(line: Line, texts: list[str], count: int) -> tuple[float, ...]:
    try:
        found = tuple(float(text) for text in texts)
    except ValueError:
        found = ()
    if len(found) != count:
        raise TutorialError(line.place, f"expected {count} numbers, found {' '.join(texts).strip()!r}")
    return found
