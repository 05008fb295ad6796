"""A server and a browser for commands that take pictures of the app."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch_options
from tests.browser.server import running_server


@contextmanager
def posed() -> Iterator[tuple[Browser, str]]:
    """Yield a browser, and the address of a server that runs for as long."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log.txt") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options())
        yield browser, address
        browser.close()
