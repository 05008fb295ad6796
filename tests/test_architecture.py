"""Rules that no compiler enforces: allowed imports, files at the top, what pages may not contain."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest

from app.learn.pages import needs
from tests.architecture import javascript_imports, pages, python_imports, styles
from tests.architecture.http_words import http_words
from tests.architecture.tree import ROOT, names, text_files

TOP_LEVEL = {
    ".ci", ".dockerignore", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "README.md",
    "README.zh.md", "app",
    "bench", "lstm_core", "pyproject.toml", "requirements-bench.lock", "requirements-test.lock",
    "requirements.lock", "run", "static", "templates", "test", "tests",
}  # fmt: skip

KNOWN_HOSTS = {
    *("127.0.0.1", "localhost", "testserver", "www.w3.org", "www.sitemaps.org"),
    *("keepachangelog.com", "semver.org"),
}
"""Hosts that files other than documents may name: our own machine, Starlette's test client, namespaces."""

MADE_UP_HOSTS = re.compile(r"(^|\.)(example(\.\w+)?|test|invalid)$")
_HOST = re.compile(r"https?://([^/\s\"'`<>)\]{}:,]+)")
_INDEX = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|\bregistry\s*=")
_MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(home|root|Users)/\w")


def python_modules() -> dict[str, str]:
    found = {}
    for path, text in text_files("lstm_core", "app"):
        if path.endswith(".py"):
            found[path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")] = text
    return found


def scripts() -> dict[str, str]:
    return {path: text for path, text in text_files("static") if path.endswith(".js")}


def foreign_hosts(text: str) -> list[str]:
    return [h for h in _HOST.findall(text) if h not in KNOWN_HOSTS and not MADE_UP_HOSTS.search(h)]


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
        ("app.runs.runner", "from fastapi import Request"),
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
        name: text for name, text in python_modules().items() if python_imports.layer(name) == "services"
    }
    assert {"app.runs.runner", "app.models.store", "app.wire.arrays"} <= set(modules)
    assert [fault for name, text in modules.items() for fault in http_words(name, text)] == []


@pytest.mark.parametrize("source", ["raise Problem(422, 'x')", "answer = {'status': 503}", "x = f(status=1)"])
def test_a_status_is_found(source: str) -> None:
    assert http_words("app.runs.runner", source) != []


def test_a_service_that_says_what_went_wrong_is_fine() -> None:
    assert http_words("app.runs.runner", "most = 256\nraise Refused('/inputs', 'expected 404.5')") == []


def test_a_cycle_is_found() -> None:
    assert python_imports.cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert python_imports.cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_javascript_imports_go_one_way() -> None:
    assert "static/js/pages/lab.js" in scripts()
    faults = [f for path, text in scripts().items() for f in javascript_imports.violations(path, text)]
    assert faults == []


def test_javascript_imports_name_files_that_exist() -> None:
    known = scripts()
    assert [
        f"{path} imports {name}"
        for path, text in known.items()
        for name in javascript_imports.specifiers(text)
        if javascript_imports.target(path, name).as_posix() not in known
    ] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("static/js/data/api.js", 'import { flow } from "../state/flow.js";'),
        ("static/js/unit/phases.js", 'import { flow } from "../state/flow.js";'),
        ("static/js/state/flow.js", "import '../view/stage/scene.js';"),
        ("static/js/state/flow.js", '/** @typedef {import("../view/stage/scene.js").Scene} Scene */'),
        ("static/js/view/stage/scene.js", 'export { start } from "../../pages/lab.js";'),
        ("static/js/view/stage/scene.js", 'await import("plotly.js");'),
        ("static/js/view/stage/scene.js", 'import a from "./valve";'),
        ("static/js/view/stage/scene.js", 'await import("../../features/charts/charts.js");'),
        ("static/js/features/tour/tour.js", 'import a from "../../pages/learn/live.js";'),
        ("static/js/pages/lab.js", 'import a from "../../api/start.js";'),
        ("static/js/pages/lab.js", 'import a from "../../../app/x.js";'),
        ("static/api/start.js", 'import { flow } from "../js/state/flow.js";'),
        ("static/js/extra/a.js", 'import a from "../data/api.js";'),
        ("static/js/state/flow.js", 'const a = await import("../features/charts/door.js");'),
        ("static/js/features/tour/tour.js", 'import a from "../keys/sheet.js";'),
        ("static/js/features/tour/tour.js", '/** @typedef {import("../keys/sheet.js").Sheet} Sheet */'),
        ("static/js/features/tour/tour.js", 'import a from "./door.js";'),
        ("static/js/features/tour/tour.js", 'import a from "../keys/door.js";'),
        ("static/js/features/classroom/bars.js", 'import a from "../predict/predict.js";'),
        ("static/js/pages/lab.js", 'import { mountTour } from "../features/tour/tour.js";'),
        ("static/js/pages/lab.js", 'await import("../features/models/map/map.js");'),
        ("static/js/pages/lab.js", 'import a from "../features/models/map/ranking.state.js";'),
        ("static/js/features/tour/tour.js", 'import a from "../predict/predict.state.js";'),
        ("static/js/view/panels/keys.js", 'import a from "../../features/predict/predict.state.js";'),
    ],
)
def test_a_javascript_import_that_points_back_is_found(path: str, source: str) -> None:
    assert len(javascript_imports.violations(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("static/js/pages/lab.js", 'import a from "../data/api.js"; import("../features/charts/door.js")'),
        (
            "static/js/pages/lab/models.js",
            '/** @typedef {import("../../features/tour/door.js").Door} Door */',
        ),
        ("static/js/pages/lab/state.js", 'import { a } from "../../features/tour/tour.state.js";'),
        ("static/js/features/models/map/map.js", 'import a from "../card.js"; import b from "./tiles.js";'),
        ("static/js/features/models/card.js", 'import a from "../../view/base/dom.js";'),
        (
            "static/js/view/stage/scene.js",
            'import a from "../../unit/phases.js"; import b from "../base/dom.js";',
        ),
        ("static/api/start.js", 'import { pretty } from "./format.js";'),
    ],
)
def test_a_javascript_import_that_points_down_is_fine(path: str, source: str) -> None:
    assert javascript_imports.violations(path, source) == []


def test_javascript_imports_hold_no_cycle() -> None:
    graph = javascript_imports.graph(scripts())
    assert "static/js/view/stage/scene.js" in graph["static/js/pages/lab.js"]
    assert "static/js/features/models/door.js" in graph["static/js/pages/lab.js"]
    assert " imports ".join(python_imports.cycle(graph)) == ""


def test_a_javascript_cycle_is_found_also_through_a_dynamic_import() -> None:
    late = {"static/js/a.js": 'import "./b.js";', "static/js/b.js": 'await import("./a.js");'}
    assert python_imports.cycle(javascript_imports.graph(late)) != []
    types = {"static/js/a.js": 'import "./b.js";', "static/js/b.js": '/** @type {import("./a.js").A} */'}
    assert python_imports.cycle(javascript_imports.graph(types)) == []


def test_every_style_sheet_belongs_to_a_page_or_to_a_door() -> None:
    sheets = {path: text for path, text in text_files("static") if path.endswith(".css")}
    pages = "\n".join(text for _, text in text_files("templates"))
    entries = {path for path in sheets if path.endswith("/door.css") or path.removeprefix("static/") in pages}
    entries |= {f"static/{path}" for path in needs.SHEETS}
    imported = {
        javascript_imports.target(path, name).as_posix()
        for path, text in sheets.items()
        for name in re.findall(r'@import "([^"]+)"', text)
    }
    assert imported <= set(sheets)
    (widget,) = re.findall(
        r"widget: `\$\{FOLDER\}(/widget\.css)`", (ROOT / ".ci/esbuild/widget.js").read_text()
    )
    assert set(sheets) - imported - entries == {f"static/js/pages/widget{widget}"}


def test_a_features_looks_are_its_own_or_everybodys() -> None:
    assert styles.borrowed(dict(text_files("static"))) == []


def test_a_class_that_another_feature_gives_its_looks_is_found() -> None:
    sheet, script = "static/js/features/keys/door.css", "static/js/features/tour/tour.js"
    files = {sheet: ".sheet header, .card { top: 1px }", script: 'html("p", { class: "card" })'}
    assert styles.borrowed(files) == [f"{script}: 'card' has its looks from ['keys']"]
    for own in ("static/js/features/tour/door.css", "static/js/view/view.css", "static/css/page.css"):
        assert styles.borrowed(files | {own: ".card { top: 0 }"}) == []
    assert styles.borrowed(files | {sheet: "/* .card */ .sheet { top: 0.card }"}) == []


def test_the_top_level_holds_what_was_agreed() -> None:
    assert set(names()) - TOP_LEVEL == set()
    assert {"app", "lstm_core", "run", "test", "README.md"} <= set(names())


def test_locks_and_scripts_name_no_package_host() -> None:
    everything = dict(text_files())
    machinery = {
        path: text
        for path, text in everything.items()
        if re.search(r"lock(\.json)?$|^\.ci/|^(run|test|bench|Dockerfile)$|\.npmrc$", path)
    }
    assert {"requirements.lock", "tests/js/package-lock.json", ".ci/setup.sh", "run"} <= set(machinery)
    assert [p for p, text in machinery.items() if foreign_hosts(text) or _INDEX.search(text)] == []


def test_only_documents_name_other_hosts() -> None:
    found = {path: foreign_hosts(text) for path, text in text_files() if not path.endswith(".md")}
    assert {path: hosts for path, hosts in found.items() if hosts} == {}


def test_a_foreign_host_is_found() -> None:
    address = "https:/" + "/files.somewhere.org/x.whl"
    assert foreign_hosts(f'fetch("{address}")') == ["files.somewhere.org"]
    assert foreign_hosts("http://127.0.0.1:8000 http://elsewhere.test/ http://www.w3.org/2000/svg") == []
    assert _INDEX.search("pip install --extra-index-url x")


def test_no_file_names_a_path_of_one_machine() -> None:
    assert _MACHINE_PATH.search("cd " + "/ho" + "me/ada/memory-pipe")
    faults = [p for p, text in text_files() if _MACHINE_PATH.search(text) and p != "Dockerfile"]
    assert faults == []


CHECKERS: dict[str, Callable[[str], list[str]]] = {
    ".html": pages.template_faults,
    ".css": pages.style_faults,
    ".js": pages.script_faults,
}


def test_pages_load_nothing_foreign_and_hold_no_inline_code_or_text() -> None:
    faults = []
    seen = set()
    for path, text in text_files("templates", "static"):
        suffix = PurePosixPath(path).suffix
        if suffix in CHECKERS:
            seen.add(suffix)
            faults += [f"{path}: {fault}" for fault in CHECKERS[suffix](text)]
    assert seen == set(CHECKERS)
    assert faults == []


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".html", '<script src="https://cdn.example/x.js"></script>'),
        (".html", '<link rel="stylesheet" href="//cdn.example/x.css">'),
        (".html", "<script>start()</script>"),
        (".html", "<style>p { color: red }</style>"),
        (".html", '<p style="color: red">{{ _("lab.title") }}</p>'),
        (".html", '<button onclick="go()">{{ _("lab.go") }}</button>'),
        (".html", "<p>Turn the {{ valve }}</p>"),
        (".html", "<p>转动阀门</p>"),
        (".html", '<button aria-label="Play"></button>'),
        (".css", "@import 'https://fonts.example/x.css';"),
        (".css", "p { background: url(//img.example/x.png) }"),
        (".js", 'fetch("https://api.example/x")'),
        (".js", "el.innerHTML = text"),
        (".js", 'el.setAttribute("style", "color: red")'),
        (".js", 'new Function("return 1")'),
        (".js", 'button.textContent = "Play"'),
        (".js", "button.title = `Play ${n}`"),
        (".js", 'html("button", { type: "button",\n class: "plain" }, "Play")'),
        (".js", 'html("button", { "aria-label": "Play", onclick }, icon("play"))'),
    ],
)
def test_a_fault_of_a_page_is_found(suffix: str, source: str) -> None:
    assert len(CHECKERS[suffix](source)) == 1


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".html", '<h1>Memory Pipe</h1><a href="https://example.org/">{{ _("home.source") }}</a> 2 × 3'),
        (".html", '<script src="{{ asset("js/main.js") }}" type="module"></script>'),
        (".html", '<script type="application/json" id="messages">{"a": "words here"}</script>'),
        (".html", '{# a comment with words #}<svg><path d="M0 0"/></svg>{% if open %}{{ text }}{% endif %}'),
        (".css", "p { background: url(img/x.svg) }"),
        (".js", 'document.createElementNS("http://www.w3.org/2000/svg", "g"); // a comment'),
        (".js", 'button.textContent = t("lab.play"); el.textContent = "×"; el.textContent = `${n}`'),
        (".js", 'html("p", { class: "hint" }, t("lab.hint")); html("b", {}, "×"); svg("text", {}, "tanh")'),
    ],
)
def test_a_right_page_is_left_alone(suffix: str, source: str) -> None:
    assert CHECKERS[suffix](source) == []
