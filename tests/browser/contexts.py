"""Browser contexts that serve one test after another.

A page that starts its own process and compiles all modules anew costs twice what a page costs beside
another one of its origin. So each context keeps an idle page open; what a test leaves behind is taken away.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

LAUNCH_FLAGS = (
    "--process-per-site",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--js-flags=--no-opt",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""How the tests' Chromium is started.

The first three put a page into the process of the idle one, from its first moment on. Code is not optimised:
no page lives long enough to get that time back. No other machine can be found, so a request to one fails,
and `watch` hears of it.
"""
KEPT = 4
"""How many contexts of other arguments stay open. Each holds some 100 MB."""
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass
class Contexts:
    """Lends out contexts; those with the same arguments are the same.

    Attributes
    ----------
    browser : Browser
        Where they are opened.
    origin : str
        The server's address.
    """

    browser: Browser
    origin: str
    _idle: OrderedDict[str, Page] = field(default_factory=OrderedDict)

    @contextmanager
    def lend(self, arguments: dict[str, Any]) -> Iterator[BrowserContext]:
        """Yield a context made with `arguments` that knows of no earlier page."""
        name = repr(sorted(arguments.items()))
        keeper = self._idle.pop(name, None) or self._open(arguments)
        context = keeper.context
        yield context
        for page in context.pages:
            if page is not keeper:
                page.close()
        context.unroute_all()
        context.clear_cookies()
        context.clear_permissions()
        keeper.evaluate(FORGET)
        self._idle[name] = keeper
        if len(self._idle) > KEPT:
            self._idle.popitem(last=False)[1].context.close()

    def _open(self, arguments: dict[str, Any]) -> Page:
        keeper = self.browser.new_context(**arguments).new_page()
        keeper.goto(f"{self.origin}/healthz")
        return keeper
