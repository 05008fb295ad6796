"""Fixtures of the browser tests.

`page` is one of Playwright's, at `/` = the real server with the random presets of `presets.py`; after the
test its console must be empty and no request may have left the origin (`watch.allow` names exceptions).
Other screens: ``@pytest.mark.browser_context_args(**PHONE, color_scheme="dark")``. Nothing moves, unless it
is asked for with ``**MOVING``.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.chromium import launch_options
from tests.browser.contexts import LAUNCH_FLAGS, Contexts, Tab
from tests.browser.lab import Lab
from tests.browser.presets import write_random_presets
from tests.browser.server import running_server
from tests.browser.watch import Watch

HERE = Path(__file__).parent
PATIENCE = 40_000
"""How long what is expected may take to come, in ms: on a busy machine twenty seconds were not enough."""
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, so that ``-m "not browser"`` leaves it out.

    What is looked at on the same screen comes together, and first what may stand in one document: to open
    a context, or the Lab anew, costs more than most tests.
    """
    places = [place for place, item in enumerate(items) if str(item.path).startswith(f"{HERE}{os.sep}")]
    for place, item in zip(places, sorted((items[place] for place in places), key=_screen), strict=True):
        item.add_marker("browser")
        items[place] = item


def _screen(item: pytest.Item) -> tuple[str, bool]:
    marker = item.get_closest_marker("browser_context_args")
    return repr(sorted(marker.kwargs.items())) if marker else "", "standing" not in _asked(item)


def _asked(item: pytest.Item) -> list[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else []


@pytest.fixture(scope="session")
def static_dir(bundle: Path) -> str:
    """Return which static files the browser is served: the bundle, unless a setting names another folder."""
    return os.environ.get("MEMORY_PIPE_STATIC_DIR", str(bundle))


@pytest.fixture(scope="session")
def settings(static_dir: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the settings of the tests' server, among them the folder of uploaded models."""
    folder = tmp_path_factory.mktemp("presets")
    write_random_presets(folder)
    data = tmp_path_factory.mktemp("data")
    return {"PRESETS_DIR": str(folder), "DATA_DIR": str(data), "STATIC_DIR": static_dir}


@pytest.fixture(scope="session")
def base_url(settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the server once; its address, under which ``page.goto("/lab")`` looks."""
    with running_server(tmp_path_factory.mktemp("server") / "log.txt", **settings) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Chromium as `chromium.py` says."""
    options = launch_options()
    return browser_type_launch_args | options | {"args": [*options["args"], *LAUNCH_FLAGS]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Look at what is there, not at how it comes: a transition is waited for only in a test about it."""
    return browser_context_args | {"reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def contexts(browser: Browser, base_url: str) -> Iterator[Contexts]:
    """Return what lends contexts out."""
    contexts = Contexts(browser, base_url)
    with pytest.MonkeyPatch.context() as patch:
        contexts.listen(patch)
        yield contexts


@pytest.fixture
def tab(
    contexts: Contexts, browser_context_args: dict[str, Any], request: pytest.FixtureRequest
) -> Iterator[Tab]:
    """Return the tab of a context as the test's marker asks for."""
    marker = request.node.get_closest_marker("browser_context_args")
    with contexts.lend(browser_context_args | (marker.kwargs if marker else {})) as tab:
        yield tab


@pytest.fixture
def context(tab: Tab) -> BrowserContext:
    """Return the context of that tab; as far as a page can tell, nobody was there before."""
    return tab.context


@pytest.fixture
def watch(context: BrowserContext, base_url: str) -> Iterator[Watch]:
    """Listen to all that the test's pages say; complain at the end."""
    watch = Watch(base_url)
    watch.attach(context)
    yield watch
    watch.detach(context)
    assert watch.complaints() == []


@pytest.fixture
def page(tab: Tab, watch: Watch) -> Page:  # noqa: ARG001  # asked for, so that it listens
    """Return a page that is watched, and as if it were new."""
    return tab.fresh()


@pytest.fixture
def lab(page: Page) -> Lab:
    """Return the Lab in that page, not yet opened: each test has a document of its own."""
    return Lab(page)


@pytest.fixture
def standing(tab: Tab, watch: Watch) -> Lab:  # noqa: ARG001  # asked for, so that it listens
    """Return the Lab in a document where earlier tests of the same screen may have been.

    For tests that go to an address and look, or do what an address undoes. Cards are closed again and the
    window has its size; undo stays. A module takes it as its `lab`.
    """
    return Lab.standing_in(tab.standing())
