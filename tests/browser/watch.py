"""What a page must never do: complain on the console, fail, or speak to another origin."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

LOCAL_SCHEMES = ("data:", "blob:", "about:")
BAD_CONSOLE_TYPES = ("error", "warning", "assert")


@dataclass
class Watch:
    """Collects complaints about all pages of a browser context.

    Attributes
    ----------
    origin : str
        The only origin that pages may speak to.
    """

    origin: str
    _seen: list[str] = field(default_factory=list)
    _allowed: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Listen to every page of `context`, also to those that it opens later."""
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("requestfailed", self._on_failure)

    def detach(self, context: BrowserContext) -> None:
        """Listen no more."""
        context.remove_listener("console", self._on_console)
        context.remove_listener("weberror", self._on_error)
        context.remove_listener("requestfailed", self._on_failure)

    def allow(self, pattern: str) -> None:
        """Expect a complaint in which the regular expression `pattern` is found. It must come."""
        self._allowed.append(pattern)

    def complaints(self) -> list[str]:
        """Return what was seen and not allowed, then what was allowed and not seen."""
        unexpected = [text for text in self._seen if not any(re.search(p, text) for p in self._allowed)]
        unused = [p for p in self._allowed if not any(re.search(p, text) for text in self._seen)]
        return unexpected + [f"allowed, but never seen: {p}" for p in unused]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in BAD_CONSOLE_TYPES:
            self._seen.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def _on_error(self, error: WebError) -> None:
        self._seen.append(f"uncaught: {error.error.message}")

    def _on_failure(self, request: Request) -> None:
        # A request to another origin always fails here (`contexts.LAUNCH_FLAGS`). To hear of every request
        # instead would make a page a seventh slower to open.
        if not request.url.startswith((f"{self.origin}/", *LOCAL_SCHEMES)):
            self._seen.append(f"request to another origin: {request.url}")
