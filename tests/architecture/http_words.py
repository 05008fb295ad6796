"""HTTP in a module that should know nothing about it: status codes and names derived from them."""

import ast
from collections.abc import Iterator

STATUSES = range(400, 600)


def http_words(module: str, source: str) -> list[str]:
    """Return the lines of a module that mention a status."""
    return [f"{module}:{line} speaks of HTTP: {word}" for line, word in _words(ast.parse(source))]


def _words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=int() as number) if number in STATUSES:
                yield node.lineno, str(number)
            case ast.Constant(value="status" | "headers" as word):
                yield node.lineno, word
            case ast.keyword(arg="status" | "status_code" | "headers" as word):
                yield node.value.lineno, word
