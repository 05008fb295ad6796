"""What the first view of a page weighs on the wire, headers included: reckoned without a browser."""

import posixpath
import re
from collections.abc import Mapping
from types import MappingProxyType

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from app.site.first_view import Sources, first_view, style
from tests.app.site.test_pages import Reader, read

SCRIPTS = {
    "/lab": [r"js/pages/lab\.js", r"js/features/ends/door\.js"],
    "/zh/lab": [r"js/pages/lab\.js", r"js/features/ends/door\.js"],
    "/": [r"js/pages/learn\.js", r"(js/pages/learn|chunks)/live(-\w+)?\.js"],
    "/train": [r"js/pages/train\.js"],
    "/board": [r"js/pages/board\.js"],
    "/desk": [r"js/pages/desk\.js"],
    "/join": [r"js/pages/seat\.js"],
    "/zh/join": [r"js/pages/seat\.js"],
    "/class": [r"js/pages/class\.js"],
    "/api": [r"api/start\.js"],
}
"""Where the scripts of each page begin, in sources and bundle.

The tutorial's also bring a figure to life, and the Lab's open the door of what is around the picture.
"""
_IMPORT = re.compile(r'@import "([^"]+)"')
PACKED = {"accept-encoding": "gzip"}
BROTLI = {"accept-encoding": "gzip, br"}
"""What browsers say over HTTPS, and to the machine that they run on."""
_DATE = "HTTP/1.1 200 OK\r\n\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
"""What the server itself adds to the headers."""


def weigh(app: FastAPI, client: TestClient, page: str) -> dict[str, tuple[int, int]]:
    """Return the bytes of body and of headers of each answer, packed, by address."""
    assets = app.state.services.assets
    sources: Sources = assets.sources()
    (begin,) = (path for path in sources if re.fullmatch(SCRIPTS[page][0], path))
    view = first_view(begin, sources)
    own = (*view.scripts, *(f"js/features/{name}/door.js" for name in view.doors))
    entries = [path for path in own for pattern in SCRIPTS[page] if re.fullmatch(pattern, path)]
    assert len(entries) == len(SCRIPTS[page])
    scripts = {one for entry in entries for one in first_view(entry, sources).modules}
    styles = {sheet for entry in entries if (sheet := style(entry, sources))}
    paths = scripts.union(styles, named_files(read(client, page), sources))
    return {address: weight(client, address) for address in (page, *map(assets.url, sorted(paths)))}


def named_files(page: Reader, sources: Sources) -> set[str]:
    """Return the static files that a page names, and what its style sheets import."""
    links = page.links
    named = {
        link.split("/", 3)[3]
        for tag in ("link", "script", "img")
        for link in links.get(tag, [])
        if link.startswith("/static/")
    }
    return named.union(*(_imported(path, sources) for path in named if path.endswith(".css")))


def _imported(sheet: str, sources: Sources) -> set[str]:
    """Return the style sheets that a style sheet imports, and those that these import."""
    folder = posixpath.dirname(sheet)
    direct = {
        posixpath.normpath(posixpath.join(folder, one)) for one in _IMPORT.findall(sources[sheet].decode())
    }
    return direct.union(*(_imported(one, sources) for one in direct))


def weight(
    client: TestClient, address: str, accepted: Mapping[str, str] = MappingProxyType(PACKED)
) -> tuple[int, int]:
    """Return the bytes of body and of headers of an answer, packed."""
    return sizes(client.get(address, headers=accepted))


def sizes(answer: Response) -> tuple[int, int]:
    """Return the bytes of body and of headers of an answer to a request with `PACKED`."""
    assert answer.status_code == 200
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
    return int(answer.headers["content-length"]), headers + len(_DATE)
