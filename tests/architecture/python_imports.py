"""Which Python module imports which, and whether it may."""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

FEATURES = {"training", "dye", "blueprints", "wire", "presets", "models", "runs", "findings", "classroom"}
LEAFS = {
    "app",
    "app.config",
    "app.environment",
    "app.faults",
    "app.faults.kinds",
    "app.faults.translation",
    "app.faults.wording",
    "app.site.i18n",
    "app.wire.documents",
    "app.wire.forms",
    "app.wire.names",
    "app.wire.parts",
}
"""Modules that all others in the application may import, and that import only each other."""
FORMS = {"app.runs.requests", "app.runs.sources", "app.wire.units", "app.wire.weights"}
WEB = {"leaf", "forms", "http", "services", "web"}
MAY_SEE = {
    "core": {"core"},
    "leaf": {"leaf"},
    "http": {"http", "leaf"},
    "forms": {"forms", "leaf", "core"},
    "services": {"services", "forms", "leaf", "core"},
    "learn": {"learn", "services", "forms", "leaf", "core"},
    "web": WEB,
    "remake": {"remake", "services", "forms", "leaf", "core"},
    "assembled": {"assembled", "learn", *WEB},
    "routes": {"routes", "assembled", "learn", *WEB},
    "main": {"main", "routes", "assembled", "learn", *WEB},
}
"""What each layer of our own modules may import. `http` reads and answers, and knows no network; `forms` are
what requests may say, whose names come from blueprints; `services` are the features, and know no HTTP; `web`
is what routes share: pages, answer models; `learn` is the tutorial, whose texts speak of runs; `assembled`
names everything that a server has; `remake` are commands, which nothing that serves may see."""

WIDGET = "lstm_core.widget.live"
"""The one module of the core that needs a library, whose class it extends. It is imported late."""
WIDGET_NEEDS = {"anywidget", "traitlets"}
WEB_FRAMEWORKS = {"fastapi", "starlette", "uvicorn", "http"}
"""Libraries that speak HTTP, and the standard library's names of statuses."""
OF_NO_WEB = {"leaf", "forms", "services", "learn"}

BY_NAME = {"importlib.import_module", "import_module", "__import__"}


@dataclass(frozen=True)
class Import:
    """One import: of which module, on which line, and whether a function does it when called."""

    module: str
    line: int
    late: bool


PACKAGES = {"lstm_core", "app"} | {
    f"app.{name}"
    for name in (
        "faults",
        "http",
        "site",
        "site.routes",
        "runs.routes",
        "training.routes",
        "classroom.routes",
    )
}
PACKAGES |= {f"app.{name}" for name in (*FEATURES, "learn", "learn.drawings", "learn.pages", "remake")}
"""Packages of which modules are imported by name: ``from app.http import body``."""


def layer(module: str) -> str | None:
    """Return the layer of one of our modules, or None for any other module."""
    match module.split("."):
        case ["lstm_core", *_]:
            return "core"
        case ["app", "main"]:
            return "main"
        case ["app", "services" | "openapi" | "answered"]:
            return "assembled"
        case ["app", _, *inner] if "routes" in inner:
            return "routes"
        case ["app", *_] if module in LEAFS:
            return "leaf"
        case ["app", *_] if module in FORMS:
            return "forms"
        case ["app", ("http" | "learn" | "remake") as name, *_]:
            return name
        case ["app", feature, *inner] if feature in FEATURES and not module.endswith(("replies", "examples")):
            return "services"
        case ["app", *_]:
            return "web"
    return None


@cache
def imports(source: str) -> tuple[Import, ...]:
    """Return every import of a module. ``from app.http import body`` counts as one of ``app.http.body``."""
    return tuple(_imports(source))


def _imports(source: str) -> Iterator[Import]:
    tree = ast.parse(source)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    late = {id(inner) for function in functions for inner in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            prefix = "." * node.level + (node.module or "")
            packages = prefix in PACKAGES
            found = [f"{prefix}.{alias.name}" for alias in node.names] if packages else [prefix]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in BY_NAME:
            found = [
                one.value
                for one in node.args[:1]
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
        else:
            continue
        yield from (Import(module, node.lineno, id(node) in late) for module in found)


def violations(module: str, source: str) -> list[str]:
    """Return the forbidden imports of `module`, with their lines."""
    return [
        f"{module}:{one.line} imports {one.module}" for one in imports(source) if not _allowed(module, one)
    ]


def _allowed(module: str, one: Import) -> bool:
    if one.module.startswith("."):
        return False
    top, own, other = one.module.split(".")[0], layer(module), layer(one.module)
    if one.module.startswith(WIDGET) and not one.late:
        return False
    if own is None or other is not None:
        return own is None or other in MAY_SEE[own]
    if own == "core":
        interop = module.startswith("lstm_core.interop.") and one.late
        return (
            interop
            or (module == WIDGET and top in WIDGET_NEEDS)
            or top == "numpy"
            or top in sys.stdlib_module_names
        )
    return not (own in OF_NO_WEB and top in WEB_FRAMEWORKS)


def cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the modules of one import cycle in order, the first again at the end; empty if there is none."""
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        for other in sorted(graph.get(module, ())):
            if found := visit(other, [*path, module]):
                return found
        done.add(module)
        return []

    return next(filter(None, (visit(module, []) for module in sorted(graph))), [])
