"""Browser contexts, and the tab in each, that serve one test after another.

A page that starts its own process and compiles all modules anew costs twice what a page costs beside
another one of its origin, and a tab of its own costs a quarter more. So each context keeps its first tab.
What a test leaves behind is taken away; a tab that is then not what it was when it was new is closed, which
costs as much as opening a page.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

from tests.browser.slow import few_frames, slow_hands

WITHOUT = (
    *("RenderDocument", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)
"""Features of Chromium that the tests do without: the first, and those of Playwright's own list.

The first gives each document a frame of its own in the browser, which makes a page a tenth dearer to open.
A page notices in one thing, how a fade from one document to another ends: `test_learn_swipe` looks at that.
The last list on a command line counts alone, so Playwright's is said again.
"""
LAUNCH_FLAGS = (
    "--process-per-site",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--js-flags=--no-opt --no-maglev --single-threaded-gc",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    f"--disable-features={','.join(WITHOUT)}",
)
"""How the tests' Chromium is started.

The first three put a page into the process of the idle one, from its first moment on. Code is not optimised:
no page lives long enough to get that time back. No other machine can be found, so a request to one fails,
and `watch` hears of it.
"""
KEPT = 4
"""How many contexts of other arguments stay open. Each holds some 100 MB."""
REST = "/healthz"
"""Where a tab waits: on the server, with nothing that runs."""
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"
PLAIN: dict[str, Any] = {"color_scheme": "light", "reduced_motion": "no-preference"} | {
    "forced_colors": "none",
    "contrast": "no-preference",
}
"""The media of a context whose arguments say nothing of them."""
NOTICED = """() => [innerWidth, innerHeight, devicePixelRatio, navigator.onLine, ...[
  'print', '(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', '(prefers-contrast: more)',
  '(forced-colors: active)', '(hover: hover)', '(pointer: coarse)', '(scripting: enabled)',
].map((query) => matchMedia(query).matches)]"""
"""What a test can change of a tab and a later document would notice."""
TOLD = (
    *("add_init_script", "expose_binding", "expose_function", "once", "set_default_navigation_timeout"),
    *("set_default_timeout", "set_extra_http_headers"),
)
"""What a page is told by these outlasts its document, and cannot be seen in the next one."""
PAINTED: ViewportSize = {"width": 1, "height": 1}
"""How much of a tab is painted: no test looks at pixels, and to paint all would cost a sixth more.

A page does not notice: its size, its frames, what is in view and what is under the pointer stay as they are.
But where nothing is painted, Chromium does not know whether a finger scrolls: a page for fingers is painted.
"""
SET_SIZE, SESSION, LISTEN = Page.set_viewport_size, BrowserContext.new_cdp_session, Page.on


def fingers(page: Page) -> CDPSession:
    """Return a session for touches alone: they end with the document, and the tab can stay."""
    return SESSION(page.context, page)


def paint_little(session: CDPSession) -> None:
    """Paint `PAINTED` of a session's page, until its size is set again."""
    session.send("Emulation.setVisibleSize", dict(PAINTED))


class Tab:
    """The first tab of a context.

    Parameters
    ----------
    context : BrowserContext
        A context without a page.
    origin : str
        The server's address.
    media : dict
        The media that it has when it is new, as `Page.emulate_media` takes them.
    told : set of Page
        The pages that something was told that lasts.
    unpainted : dict of Page to CDPSession, or None
        Takes the page if little of it is to be painted; None if all is.
    """

    def __init__(
        self,
        context: BrowserContext,
        origin: str,
        media: dict[str, Any],
        told: set[Page],
        unpainted: dict[Page, CDPSession] | None,
    ) -> None:
        self.context = context
        self._media = media
        self._rest = origin + REST
        self._told = told
        self._unpainted = unpainted
        self._stays = False
        """Whether the present test's document is to stay."""
        self._keeps = False
        """Whether there is a document that stayed."""
        self._open()

    def fresh(self) -> Page:
        """Return it with no document of a test in it."""
        if self._keeps:
            self._leave()
        return self._page

    def standing(self) -> Page:
        """Return it with the document of an earlier test that asked for it so, and keep this one's."""
        self._stays = self._keeps = True
        return self._page

    def clear(self) -> None:
        """Take away what a test left behind."""
        for page in self.context.pages:
            if page is not self._page:
                page.close()
        self.context.unroute_all()
        self.context.clear_cookies()
        self.context.clear_permissions()
        if self._stays:
            self._page.unroute_all()
            self._resize()
            self._page.evaluate(FORGET)
        else:
            self._leave()
        self._stays = False

    def _leave(self) -> None:
        self._keeps = False
        if self._page.is_closed() or not self._is_as_new():
            self._page.close()
            self._told.discard(self._page)
            if self._unpainted is not None:
                self._unpainted.pop(self._page, None)
            self._open()

    def _is_as_new(self) -> bool:
        if self._page in self._told:
            return False
        self._page.unroute_all()
        self._resize()
        if self._rested() == self._new:
            return True
        self._page.emulate_media(media="screen", **self._media)
        return bool(self._page.evaluate(NOTICED) == self._new)

    def _resize(self) -> None:
        if self._size and self._page.viewport_size != self._size:
            self._page.set_viewport_size(self._size)

    def _open(self) -> None:
        self._page = self.context.new_page()
        if self._unpainted is not None:
            self._unpainted[self._page] = SESSION(self.context, self._page)
            paint_little(self._unpainted[self._page])
        self._size = self._page.viewport_size
        self._new = self._rested()

    def _rested(self) -> Any:
        """Let the tab wait with nothing stored; return what a later document would notice of it."""
        self._page.goto(self._rest)
        return self._page.evaluate(f"() => {{ ({FORGET})(); return ({NOTICED})(); }}")


@dataclass
class Contexts:
    """Lends out contexts with a tab; those with the same arguments are the same.

    Attributes
    ----------
    browser : Browser
        Where they are opened.
    origin : str
        The server's address.
    told : set of Page
        The pages that something was told that lasts; see `listen`.
    heard : list
        The listeners that a test gave to pages, each with its page and event.
    unpainted : dict of Page to CDPSession
        The pages of which little is painted, each with the session that says so: to open one for each size
        would cost a twentieth of what comes after it.
    """

    browser: Browser
    origin: str
    told: set[Page] = field(default_factory=set)
    heard: list[tuple[Page, Any, Any]] = field(default_factory=list)
    unpainted: dict[Page, CDPSession] = field(default_factory=dict)
    _idle: OrderedDict[str, Tab] = field(default_factory=OrderedDict)

    @contextmanager
    def lend(self, arguments: dict[str, Any]) -> Iterator[Tab]:
        """Yield the tab of a context made with `arguments` that knows of no earlier page."""
        name = repr(sorted(arguments.items()))
        tab = self._idle.pop(name, None) or self._open(arguments)
        yield tab
        self._forget_listeners(tab.context)
        tab.clear()
        self._idle[name] = tab
        if len(self._idle) > KEPT:
            self._idle.popitem(last=False)[1].context.close()

    def _open(self, arguments: dict[str, Any]) -> Tab:
        unpainted = None if arguments.get("has_touch") else self.unpainted
        media = {name: arguments.get(name, usual) for name, usual in PLAIN.items()}
        context = few_frames(self.browser.new_context(**arguments))
        return Tab(context, self.origin, media, self.told, unpainted)

    def _forget_listeners(self, context: BrowserContext) -> None:
        for one in [one for one in self.heard if one[0].context == context]:
            self.heard.remove(one)
            page, event, listener = one
            if not page.is_closed():
                page.remove_listener(event, listener)

    def listen(self, patch: pytest.MonkeyPatch) -> None:
        """Take note of every page that is told something that lasts; have little of the others painted."""
        slow_hands(patch)

        def noting(method: Callable[..., Any], page_of: Callable[..., Page]) -> Callable[..., Any]:
            @wraps(method)
            def call(*arguments: Any, **options: Any) -> Any:
                self.told.add(page_of(*arguments))
                return method(*arguments, **options)

            return call

        for name in TOLD:
            patch.setattr(Page, name, noting(getattr(Page, name), lambda page, *_: page))
        # Through a session a page can be told anything.
        session = noting(SESSION, lambda _, page: page)
        patch.setattr(BrowserContext, "new_cdp_session", session)

        def listen(page: Page, event: Any, listener: Any) -> None:
            LISTEN(page, event, listener)
            self.heard.append((page, event, listener))

        patch.setattr(Page, "on", listen)

        def set_size(page: Page, viewport_size: ViewportSize) -> None:
            SET_SIZE(page, viewport_size)
            if page in self.unpainted:
                paint_little(self.unpainted[page])

        patch.setattr(Page, "set_viewport_size", set_size)
