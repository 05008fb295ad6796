"""Which script may import which."""

import re

import pytest

from tests.architecture import javascript_imports, python_imports
from tests.architecture.tree import text_files


def scripts() -> dict[str, str]:
    return {path: text for path, text in text_files("static") if path.endswith(".js")}


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
        ("static/js/view/panels/keys.js", "const late = () => import(path);"),
        ("static/js/view/panels/keys.js", 'const DOOR = "../../features/charts/door.js";'),
        ("static/js/pages/lab.js", 'import { mount } from "../features/charts/door.js";'),
        ("static/js/pages/lab.js", 'import("../features/charts/door.js").then((door) => door.mount());'),
        ("static/js/pages/lab.js", 'door("tour", () => import("../features/charts/door.js"));'),
    ],
)
def test_a_javascript_import_that_points_back_is_found(path: str, source: str) -> None:
    assert len(javascript_imports.violations(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "static/js/pages/lab.js",
            'import a from "../data/api.js"; door("charts", () => import("../features/charts/door.js"))',
        ),
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


def test_the_server_names_no_feature_of_the_pages() -> None:
    features = {path.split("/")[3] for path in scripts() if path.startswith("static/js/features/")}
    assert {"charts", "models", "tour"} <= features
    named = re.compile(rf"features/({'|'.join(features)})\b")
    assert named.search("js/features/tour/door.js")
    assert [path for path, text in text_files("app") if path.endswith(".py") and named.search(text)] == []


def test_style_sheets_import_one_way() -> None:
    sheets = {path: text for path, text in text_files("static") if path.endswith(".css")}
    assert sum("@import" in text for text in sheets.values()) > 10
    faults = [
        fault for path, text in sheets.items() for fault in javascript_imports.style_violations(path, text)
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("path", "specifier", "is_fine"),
    [
        ("static/js/features/tour/door.css", "../keys/door.css", False),
        ("static/js/view/grid.css", "../features/keys/door.css", False),
        ("static/js/view/grid.css", "../pages/lab/low.css", False),
        ("static/css/site.css", "../js/view/grid.css", False),
        ("static/js/pages/lab.css", "../features/keys/door.css", False),
        ("static/js/pages/desk.css", "../features/classroom/classroom.css", True),
        ("static/js/pages/lab.css", "../view/grid.css", True),
        ("static/js/features/models/door.css", "map/map.css", True),
        ("static/api/page.css", "../css/page.css", True),
    ],
)
def test_a_style_sheet_that_points_back_is_found(path: str, specifier: str, is_fine: bool) -> None:
    found = javascript_imports.style_violations(path, f'/* @import "../x.css"; */\n@import "{specifier}";')
    assert found == ([] if is_fine else [f"{path} imports {specifier}"])


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
