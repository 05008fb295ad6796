"""A page is handed over as if it were new, whatever the test before did to it."""

import struct
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.contexts import Contexts

SCREEN = {"viewport": {"width": 700, "height": 500}}
LEFT: dict[str, Callable[[Page], object]] = {
    "stores": lambda page: page.evaluate("() => { localStorage.a = 1; sessionStorage.b = 2; }"),
    "size": lambda page: page.set_viewport_size({"width": 300, "height": 400}),
    "route": lambda page: page.route("**/healthz", lambda route: route.abort()),
    "cookie": lambda page: page.context.add_cookies([{"name": "a", "value": "b", "url": page.url}]),
    "second page": lambda page: page.context.new_page(),
    "theme": lambda page: page.emulate_media(color_scheme="dark"),
    "paper": lambda page: page.emulate_media(media="print"),
    "listener": lambda page: page.on("request", lambda _: None),
    "parting word": lambda page: page.evaluate("() => { onpagehide = () => { localStorage.c = 3; }; }"),
}
CLOSED: dict[str, Callable[[Page], object]] = {
    "ear": lambda page: page.once("request", lambda _: None),
    "script": lambda page: page.add_init_script("window.a = 1"),
    "function": lambda page: page.expose_function("a", lambda: 1),
    "session": lambda page: page.context.new_cdp_session(page),
    "end": lambda page: page.close(),
}
STATE = """() => [
  innerWidth, innerHeight, localStorage.length, sessionStorage.length, document.cookie, typeof window.a]"""


@pytest.mark.parametrize("left", [*LEFT, *CLOSED])
def test_nothing_is_left(contexts: Contexts, left: str) -> None:
    with contexts.lend(SCREEN) as tab:
        first = tab.fresh()
        before = first.evaluate(STATE)
        (LEFT | CLOSED)[left](first)
    with contexts.lend(SCREEN) as tab:
        page = tab.fresh()
        assert (page is first) == (left in LEFT)
        assert tab.context.pages == [page]
        assert page.goto(f"{contexts.origin}/healthz") is not None
        assert page.evaluate(STATE) == before
        assert page not in contexts.told


def test_a_document_stays_where_tests_ask_for_it(contexts: Contexts) -> None:
    with contexts.lend(SCREEN) as tab:
        tab.standing().evaluate("() => { window.a = 1; localStorage.b = 2; }")
    with contexts.lend(SCREEN) as tab:
        assert tab.standing().evaluate("() => [window.a, localStorage.length]") == [1, 0]
    with contexts.lend(SCREEN) as tab:
        assert tab.fresh().evaluate("() => typeof window.a") == "undefined"


def test_a_page_that_is_not_painted_does_not_notice(contexts: Contexts) -> None:
    with contexts.lend(SCREEN) as tab:
        page = tab.fresh()
        assert page in contexts.unpainted
        page.set_viewport_size({"width": 600, "height": 400})
        page.set_content("<button style='position: fixed; right: 0; bottom: 0'>far away</button>")
        page.evaluate("() => { onclick = ({target, x, y}) => { self.told = [target.textContent, x, y]; }; }")
        page.mouse.click(590, 390)
        assert page.evaluate("() => self.told") == ["far away", 590, 390]
        assert page.evaluate("() => new Promise(requestAnimationFrame)") > 0
        assert struct.unpack(">II", page.screenshot()[16:24]) == (600, 400)
    with contexts.lend(SCREEN | {"has_touch": True}) as tab:
        assert tab.fresh() not in contexts.unpainted
