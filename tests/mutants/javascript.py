"""The mutants of a script: comparisons, operators, numbers and truths outside comments and texts."""

import re
from typing import Final

from tests.mutants.places import Mutant

_TEXTS: Final = re.compile(
    rb"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.DOTALL
)
_PLACES: Final = re.compile(
    rb"===|!==|(?<= )(?:<=|>=|<|>|\+|-|\*|/)(?= )|&&|\|\||\?\?|\btrue\b|\bfalse\b|(?<![\w.#$])\d+(?![\w.])"
)
_OTHERS: Final = {
    b"===": "!==",
    b"!==": "===",
    b"<": "<=",
    b"<=": "<",
    b">": ">=",
    b">=": ">",
    b"+": "-",
    b"-": "+",
    b"*": "/",
    b"/": "*",
    b"&&": "||",
    b"||": "&&",
    b"??": "&&",
    b"true": "false",
    b"false": "true",
}


def mutants_of(source: bytes) -> list[Mutant]:
    """Return every mutant of a script."""
    bare = _TEXTS.sub(lambda found: re.sub(rb"[^\n]", b"_", found[0]), source)
    return [
        Mutant(found.start(), found.end(), _OTHERS.get(found[0]) or str(int(found[0]) + 1))
        for found in _PLACES.finditer(bare)
    ]
