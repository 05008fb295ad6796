"""Which Python module may import which, and that services know nothing of HTTP."""

import re

import pytest

from tests.architecture import python_imports
from tests.architecture.http_words import http_words
from tests.architecture.tree import text_files

OPENS_BY_NAME = ("lstm_core.running.trace", "lstm_core.widget")
"""The one circle: a trace opens a widget, by name and when asked, and the widget computes its run again."""


def python_modules() -> dict[str, str]:
    found = {}
    for path, text in text_files("lstm_core", "app"):
        if path.endswith(".py"):
            found[path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")] = text
    return found


def test_python_imports_go_one_way() -> None:
    modules = python_modules()
    assert {"app.main", "app.config", "lstm_core.running.lstm"} <= set(modules)
    faults = [fault for name, text in modules.items() for fault in python_imports.violations(name, text)]
    assert faults == []


def test_python_imports_hold_no_cycle() -> None:
    modules = python_modules()
    graph = {
        name: {one.module for one in python_imports.imports(text) if one.module in modules}
        for name, text in modules.items()
    }
    assert sum(map(len, graph.values())) > len(graph) / 2
    opening, widget = OPENS_BY_NAME
    graph[opening].remove(widget)
    assert " imports ".join(python_imports.cycle(graph)) == ""


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("lstm_core.running.lstm", "import scipy"),
        ("lstm_core.running.lstm", "from app.http.problems import Problem"),
        ("lstm_core.running.lstm", "def f():\n    import torch"),
        ("lstm_core.interop.frameworks.pytorch", "import torch"),
        ("lstm_core.running.lstm", "from . import params"),
        ("app.runs.runner", "from app.runs.routes.traces import router"),
        ("app.runs.runner", "from app import main"),
        ("lstm_core.running.lstm", 'import importlib\nx = importlib.import_module("app.config")'),
        ("app.runs.runner", "from fastapi import Request"),
        ("app.runs.runner", "from http import HTTPStatus"),
        ("app.runs.requests", "from fastapi import Request"),
        ("app.faults.kinds", "from starlette.exceptions import HTTPException"),
        ("app.learn.truth.runs", "from starlette.responses import Response"),
        ("app.runs.runner", "from app.http.problems import Problem"),
        ("app.runs.runner", "from app.services import Services"),
        ("app.http.work", "from app.runs.runner import Runner"),
        ("app.http.body", "from app.services import services_of"),
        ("app.http.body", "import lstm_core"),
        ("app.faults.kinds", "from app.http.problems import Problem"),
        ("app.runs.routes.traces", "import lstm_core"),
        ("app.runs.routes.traces", "import app.main"),
        ("app.site.pages", "from app.site.routes import pages"),
        ("app.runs.requests", "from app.runs.runner import Runner"),
        ("app.http.problems", "import app.site.pages"),
        ("app.runs.runner", "from app.remake.writing import write"),
        ("app.main", "import app.remake.presets"),
        ("app.learn.pages.book", "from app.site.pages import Page"),
        ("app.learn.truth.runs", "import app.learn.routes"),
        ("app.runs.runner", "from app.learn.truth.runs import Runs"),
        ("app.remake.presets", "from app.main import create_app"),
        ("lstm_core.widget.open", "from lstm_core.widget.live import TraceWidget"),
        ("lstm_core.widget.open", "def open():\n    import anywidget"),
    ],
)
def test_a_python_import_that_points_back_is_found(module: str, source: str) -> None:
    assert len(python_imports.violations(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "lstm_core.running.lstm",
            "import math\nimport numpy as np\nfrom lstm_core.params import LSTMParams",
        ),
        ("lstm_core.interop.frameworks.pytorch", "def f():\n    import torch"),
        ("app.runs.runner", "from lstm_core import run\nfrom app.runs.requests import Pin\nimport orjson"),
        ("app.runs.routes.traces", "from fastapi import Request\nfrom app.runs.runner import Runner"),
        ("app.main", "from app.http import problems\nfrom app.runs.routes import traces"),
        (
            "app.learn.truth.runs",
            "from lstm_core import run\nfrom app.presets.catalogue import PresetCatalogue",
        ),
        ("app.learn.routes", "from app.learn.pages.library import Library"),
        ("lstm_core.widget.live", "import anywidget\nimport traitlets"),
        ("app.remake.presets", "from lstm_core import train\nfrom app.wire.networks import to_wire"),
    ],
)
def test_a_python_import_that_points_down_is_fine(module: str, source: str) -> None:
    assert python_imports.violations(module, source) == []


def test_services_know_no_status() -> None:
    modules = {
        name: text
        for name, text in python_modules().items()
        if python_imports.layer(name) in {"services", "forms"} or name.startswith("app.faults")
    }
    assert {"app.runs.runner", "app.models.store", "app.wire.arrays", "app.runs.requests"} <= set(modules)
    assert [fault for name, text in modules.items() for fault in http_words(name, text)] == []


def test_http_speaks_of_no_unit() -> None:
    units = re.compile(r"\b(lstm|gru|rnn|blueprint|gate)\b", re.IGNORECASE)
    assert units.search('DEFAULT = "lstm"')
    modules = {name: text for name, text in python_modules().items() if name.startswith("app.http.")}
    assert len(modules) > 20
    assert [name for name, text in modules.items() if units.search(text)] == []


def test_only_what_assembles_a_server_looks_things_up_on_the_application() -> None:
    assembling = ("app.http.", "app.main", "app.openapi", "app.services")
    users = [name for name, text in python_modules().items() if "app.state." in text]
    assert [name for name in users if not name.startswith(assembling)] == []
    assert "app.main" in users


@pytest.mark.parametrize("source", ["raise Problem(422, 'x')", "answer = {'status': 503}", "x = f(status=1)"])
def test_a_status_is_found(source: str) -> None:
    assert http_words("app.runs.runner", source) != []


def test_a_service_that_says_what_went_wrong_is_fine() -> None:
    assert http_words("app.runs.runner", "most = 256\nraise Refused('/inputs', 'expected 404.5')") == []


def test_a_cycle_is_found() -> None:
    assert python_imports.cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert python_imports.cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
