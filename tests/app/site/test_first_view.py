"""A page's needs are read from its scripts; the size of a first view with headers, without a browser."""

import json
import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.site.first_view import FirstView, door_views, first_view, style
from tests.app.site.first_views import weigh
from tests.app.site.test_pages import read

SOURCES = {
    "js/pages/lab.js": b"""
        import { a,
          b } from "../view/a.js";
        import "../view/b.js";
        /** @typedef {import("../view/type.js").Type} Type */
        const more = async () => (await import("../view/more.js")).mount;
        const door = () => import("../features/charts/door.js");
    """,
    "js/view/a.js": b'export * from "./c.js"; export const said = "import x from";',
    "js/view/b.js": b"export {};",
    "js/view/c.js": b"export {};",
    "js/view/more.js": b'import { d } from "./d.js"; import("../features/tour/door.js").then(start);',
    "js/view/d.js": b"export {};",
    "js/view/type.js": b"export {};",
    "js/features/charts/door.js": b'export { mount } from "./charts.js";',
    "js/features/charts/door.css": b"",
    "js/features/charts/charts.js": b"export {};",
    "js/features/tour/door.js": b"export {};",
}
MINIFIED = {
    "js/pages/lab.js": b'import{a as t,b}from"../../chunks/x-1.js";import"../../chunks/y-2.js";'
    b'const e=()=>import("../features/charts/door.js");',
    "js/features/charts/door.js": b'import{c}from"../../../chunks/x-1.js";var s=1;export{s as mount};',
    "chunks/x-1.js": b'import{z}from"./y-2.js";export{z as a,z as b,z as c};',
    "chunks/y-2.js": b"var z=1;export{z};",
}


def test_a_first_view_is_what_is_imported_statically_and_its_scripts_end_at_doors() -> None:
    view = first_view("js/pages/lab.js", SOURCES)
    assert view.modules == ("js/pages/lab.js", "js/view/a.js", "js/view/b.js", "js/view/c.js")
    assert view.scripts == (*view.modules, "js/view/d.js", "js/view/more.js")
    assert view.doors == ("charts", "tour")
    assert first_view("js/features/charts/door.js", SOURCES).modules == (
        "js/features/charts/charts.js",
        "js/features/charts/door.js",
    )


def test_minified_chunks_are_walked_alike() -> None:
    view = first_view("js/pages/lab.js", MINIFIED)
    assert view.modules == ("chunks/x-1.js", "chunks/y-2.js", "js/pages/lab.js")
    assert view.doors == ("charts",)


def test_a_door_brings_what_the_pages_that_open_it_do_not_have() -> None:
    more = SOURCES | {"js/pages/learn.js": b'import "../view/c.js"; import("../features/tour/door.js");'}
    more |= {
        "js/features/charts/charts.js": b'import "../../view/d.js"; import "../../view/e.js";',
        "js/features/tour/door.js": b'import "../../view/a.js";',
        "js/features/unused/door.js": b'import "../../view/a.js";',
        "js/view/e.js": b'import "./a.js";',
    }
    views = door_views(more)
    charts, tour = "js/features/charts/", "js/features/tour/door.js"
    assert views["charts"].scripts == (f"{charts}charts.js", f"{charts}door.js", "js/view/e.js")
    assert views["charts"].modules == views["charts"].scripts
    assert views["tour"].scripts == (tour, "js/view/a.js"), "one of the pages has it, the other has not"
    assert views["unused"].scripts == ("js/features/unused/door.js", "js/view/a.js", "js/view/c.js")


def test_a_bundled_door_does_not_lead_back_into_its_page() -> None:
    bundled = {
        "js/pages/lab.js": b'import"../../chunks/x-1.js";',
        "js/features/charts/door.js": b'import{c}from"../../../chunks/x-1.js";export{s as mount};',
        "chunks/x-1.js": b'export{z};const e=()=>import("../js/features/charts/door.js");',
    }
    only = FirstView(("js/features/charts/door.js",), ("js/features/charts/door.js",), ())
    assert door_views(bundled) == {"charts": only}


def test_a_module_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match=re.escape("js/none.js")):
        first_view("js/a.js", {"js/a.js": b'import "./none.js";'})


def test_a_style_sheet_lies_beside_its_entry() -> None:
    assert style("js/features/charts/door.js", SOURCES) == "js/features/charts/door.css"
    assert style("js/features/tour/door.js", SOURCES) is None


BUDGETS = {
    "/lab": 256_000,
    "/": 184_500,
    "/train": 222_500,
    "/board": 175_500,
    "/desk": 223_000,
    "/join": 186_000,
    "/class": 20_500,
    "/api": 27_000,
}
"""Bytes of a first view of the sources: a cap on growth, no goal.

Developers get them, and people without Node; others wait for the bundle, whose budgets are in `test_bundle`.
Most of the weight is comments and types, whose absence would help nobody.
"""


@pytest.mark.parametrize("path", BUDGETS)
def test_a_first_view_weighs_little(app: FastAPI, client: TestClient, path: str) -> None:
    bodies, headers = (sum(one) for one in zip(*weigh(app, client, path).values(), strict=True))
    assert 10_000 < bodies + headers < BUDGETS[path], (bodies, headers)
    assert headers <= 0.3 * (bodies + headers)


def test_a_doors_script_is_no_part_of_a_first_view(app: FastAPI, client: TestClient) -> None:
    doors = json.loads(read(client, "/lab").scripts["doors"])
    view = first_view("js/pages/lab.js", app.state.services.assets.sources())
    assert set(view.doors) == set(doors)
    of_features = [path for path in view.scripts if "/features/" in path]
    assert [path for path in of_features if not path.endswith(".state.js")] == []
