"""No function of a script is too long to be read at once: what builds and what updates stand apart."""

import re

import pytest

from tests.architecture.tree import text_files

MOST = 80
"""How many lines a function at the top of a module may have."""
_BEGINS = re.compile(
    r"(?:export )?(?:default )?(?:async )?function\*? (\w+)|(?:export )?const (\w+) = .*(?:=>|function).*\{$"
)
_ENDS = re.compile(r"[})]")


def lengths(source: str) -> dict[str, int]:
    """Return how many lines each function at the top of a formatted module has, by name."""
    found, lines, place = {}, source.splitlines(), 0
    while place < len(lines):
        if begins := _BEGINS.match(lines[place]):
            end = place
            while not _ENDS.match(lines[end]) and end + 1 < len(lines):
                end += 1
            found[begins[1] or begins[2]] = end - place + 1
            place = end
        place += 1
    return found


def test_every_function_can_be_read_at_once() -> None:
    scripts = [(path, text) for path, text in text_files("static") if path.endswith(".js")]
    found = {f"{path} {name}": n for path, text in scripts for name, n in lengths(text).items()}
    assert len(found) > 300
    assert [name for name, count in found.items() if count > MOST] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export function a(x) {\n  if (x) {\n  }\n}\nconst b = 1;\n", {"a": 4}),
        ("const a = (x) => {\n  f();\n};\nfunction b() {\n}\n", {"a": 3, "b": 2}),
        ("export async function a() {\n  f();\n}", {"a": 3}),
        ("/** A function a() { in a comment */\nexport const a = (x) => x + 1;\n", {}),
    ],
)
def test_lines_are_counted(source: str, expected: dict[str, int]) -> None:
    assert lengths(source) == expected


def test_a_function_that_is_too_long_is_seen() -> None:
    body = "".join(f"  f({n});\n" for n in range(MOST))
    assert lengths(f"function a() {{\n{body}}}\n") == {"a": MOST + 2}
