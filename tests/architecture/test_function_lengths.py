"""No function is too long to be read at once: what builds and what updates stand apart."""

import ast
import re

import pytest

from tests.architecture.tree import text_files

MOST = 80
"""How many lines a function of a script may have, with those inside it."""
MOST_STATEMENTS = 60
"""How many lines the statements of a Python function may have, without its docstring."""
DATA = "lstm_core/picture/layouts/"
"""Its functions are one expression each: the places of a unit's parts."""
_OPENS = re.compile(r"( *)(?! |\}? ?(?:else )?(?:if|for|while|switch|catch)\b|/?\*|//).*(?:=> |\) )\{$")


def lengths(source: str) -> dict[str, int]:
    """Return how many lines each function of a formatted script has, by the line on which its body opens."""
    found, lines = {}, source.splitlines()
    for place, line in enumerate(lines):
        if opens := _OPENS.match(line):
            closes = re.compile(rf"{opens[1]}\}}")
            end = next((n for n in range(place + 1, len(lines)) if closes.match(lines[n])), place)
            found[f"{place + 1}: {line.strip()}"] = end - place + 1
    return found


def statements(source: str) -> dict[str, int]:
    """Return how many lines the statements of each Python function have, by its place and name."""
    functions = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return {
        f"{node.lineno}: {node.name}": (node.end_lineno or 0)
        - node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0].lineno
        + 1
        for node in functions
    }


def test_every_function_of_a_script_can_be_read_at_once() -> None:
    scripts = [(path, text) for path, text in text_files("static") if path.endswith(".js")]
    found = {f"{path}:{name}": n for path, text in scripts for name, n in lengths(text).items()}
    assert len(found) > 1500
    assert [name for name, count in found.items() if count > MOST] == []


def test_every_function_in_python_can_be_read_at_once() -> None:
    modules = [(path, text) for path, text in text_files("lstm_core", "app") if path.endswith(".py")]
    found = {f"{path}:{name}": n for path, text in modules for name, n in statements(text).items()}
    assert len(found) > 1500
    long = [name for name, count in found.items() if count > MOST_STATEMENTS]
    assert [name for name in long if not name.startswith(DATA)] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export function a(x) {\n  if (x) {\n  }\n}\nconst b = 1;\n", {"1: export function a(x) {": 4}),
        ("const a = (x) => {\n  f();\n};\n", {"1: const a = (x) => {": 3}),
        ("export const a = (\n  x,\n  y,\n) => {\n  f();\n};\n", {"4: ) => {": 3}),
        ("const a = {\n  async go(x) {\n    f();\n  },\n};\n", {"2: async go(x) {": 3}),
        ("export class A {\n  get go() {\n  }\n}\n", {"2: get go() {": 2}),
        ("export default wrap(() => {\n  f();\n});\n", {"1: export default wrap(() => {": 3}),
        ("  for (const a of b) {\n  }\n  } else if (a) {\n  }\n/** A function a() {\n * b() { */\n", {}),
        ("export const a = (x) => x + 1;\nconst table = {\n  b: 1,\n};\n", {}),
    ],
)  # fmt: skip
def test_lines_of_scripts_are_counted(source: str, expected: dict[str, int]) -> None:
    assert lengths(source) == expected


def test_lines_of_statements_are_counted() -> None:
    source = 'def a():\n    """What it\n    does.\n    """\n    f()\n\n    async def b(): ...\n'
    assert statements(source) == {"1: a": 3, "7: b": 1}
