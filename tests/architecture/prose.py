"""Phrases over which an English reader stumbles, in docstrings, comments, messages and documents."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Final

_END: Final = r"(?=[.,;:!?)\"*]|$)"
_IS_NO_NOUN: Final = r"(?:at|in|of|with|without|is|was|has)\b"
_PER: Final = "one ... per ..."
TRAPS: Final[Mapping[str, re.Pattern[str]]] = {
    _PER: re.compile(
        rf"\b(?:(?:[Aa]n? |[Oo]ne (?!{_IS_NO_NOUN}))[\w-]+ an? [\w-]+{_END}"
        r"|[Oo]ne an? (?!(?:second|minute|hour|day|week|month|year)\b)\w+)"
    ),
    "malformed": re.compile(r"(?<!there )\b(?:is|are|was|were|be) none\b(?! of\b)|\bnone of an?\b"),
    "whoever, or a noun": re.compile(
        r"\b(?:for|to|by|than|as|[Oo]nly) who\b(?! may\b)"
        r"|(?:^|[.;:] )Who \w+s\b[^.?!,;]* (?:has|must|goes|gets|needs|can|sees|wants)\b(?![^.!]*\?)"
    ),
    "whether ... or": re.compile(r"\bbe it\b"),
    "only then, or only in this way": re.compile(r"\b[Oo]nly so\b"),
    "does not exist": re.compile(rf"\b(?:that|which|what) there (?:is|are) not{_END}"),
    "predict": re.compile(r"\b[Ff]oret(?:ell|old)"),
    "measured on": re.compile(r"(?:^|[.;:] )Seen on\b"),
}
"""What to write instead, and what to replace."""
_TWO_OBJECTS: Final = {
    *("ask", "asks", "call", "called", "calling", "calls", "cost", "costs", "give", "gives", "giving"),
    *("hand", "hands", "make", "makes", "offer", "offers", "send", "sends", "show", "shows", "tell", "tells"),
}
"""Verbs after which nothing is distributed: "it gives a reader a hint"."""
_STRING_OR_COMMENT: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|\'{3}(?:[^'\\]|\\.|'(?!''))*\'{3}'''
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?P<comment>\#[^\n]*)""",
    re.DOTALL,
)
"""Strings are read past: a "#" in one begins no comment, and quotes in comments begin no string."""
_BEFORE: Final = re.compile(rf"\b(?:{'|'.join(_TWO_OBJECTS)}) $")


def faults(passage: str) -> list[str]:
    """Return what to write instead of each trap in a passage."""
    text = " ".join(passage.split())
    return [
        advice
        for advice, trap in TRAPS.items()
        for found in trap.finditer(text)
        if advice != _PER or not _BEFORE.search(text[: found.start()])
    ]


def python_passages(source: str, *, messages: bool = False) -> Iterator[tuple[int, str]]:
    """Yield comments, docstrings and test names of a Python module, or all its texts, with their lines."""
    for found in _STRING_OR_COMMENT.finditer(source):
        if found["comment"] is not None:
            yield source.count("\n", 0, found.start()) + 1, found["comment"].lstrip("#")
    tree = ast.parse(source)
    for node in ast.walk(tree) if messages else _statements(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.lineno, node.name.replace("_", " ")
        text = node if messages else node.value if isinstance(node, ast.Expr) else None
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield from _paragraphs(text.value, text.lineno)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements in a module, without their expressions, which are most of it."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for statement in getattr(node, part, ()):
            yield from (statement, *_statements(statement))


def javascript_passages(source: str) -> Iterator[tuple[int, str]]:
    """Yield the comments in a script, with their lines."""
    for found in re.finditer(r"/\*+(?P<block>.*?)\*/|(?<![:\w'\"`/])//(?P<line>[^\n]*)", source, re.DOTALL):
        text = found["line"] if found["block"] is None else re.sub(r"\n\s*\*", "\n", found["block"])
        yield source.count("\n", 0, found.start()) + 1, text


def markdown_passages(source: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a document outside its code blocks, with their lines."""
    code = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
    yield from _paragraphs(code.sub(lambda block: "\n" * block[0].count("\n"), source), 1)


def _paragraphs(text: str, line: int) -> Iterator[tuple[int, str]]:
    for found in re.finditer(r"(?:[^\n]*\S[^\n]*\n?)+", text):
        yield line + text.count("\n", 0, found.start()), found[0]
