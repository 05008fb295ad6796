"""An answer as a JSON value that can be kept and compared, whatever its media type is."""

import csv
import io
import json
import re
from typing import Any

import numpy as np

from tests.app.site.markup import Markup

HEADERS = ("content-type", "location", "allow", "cache-control", "vary", "content-security-policy")
"""What of an answer's headers a client may rely on."""
_TREE = re.compile(r"/static/[0-9a-f]{6,}/")


def read(status: int, headers: Any, body: bytes) -> dict[str, Any]:
    """Return status, headers and body, without the hash in static addresses, another in each version."""
    kept = {name: _TREE.sub("/static/*/", headers[name]) for name in HEADERS if name in headers}
    return {"status": status, "headers": kept, "body": _body(headers.get("content-type", ""), body)}


def _body(media_type: str, body: bytes) -> Any:
    match media_type.partition(";")[0]:
        case "application/json" | "application/problem+json":
            return json.loads(body) if body else None
        case "application/x-ndjson":
            return [json.loads(line) for line in body.splitlines()]
        case "text/csv":
            return _table(body.decode())
        case "application/x-npz":
            with np.load(io.BytesIO(body), allow_pickle=False) as file:
                return {
                    name: {"dtype": str(file[name].dtype), "values": file[name].tolist()} for name in file
                }
        case "text/html":
            page = _Page()
            page.feed(body.decode())
            return page.summary()
    return _TREE.sub("/static/*/", body.decode())


def _table(text: str) -> dict[str, Any]:
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    columns = zip(*rows, strict=True)
    return {
        "end of line": "\r\n" if text.endswith("\r\n") else "\n",
        "header": header,
        "columns": {
            name: [_cell(cell) for cell in column] for name, column in zip(header, columns, strict=True)
        },
    }


def _cell(cell: str) -> Any:
    try:
        return float(cell)
    except ValueError:
        return cell


class _Page(Markup):
    """Title, language and headings of a page, and the names that an address may end with."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._said: list[list[str]] = []
        self._anchors: dict[str, bool] = {}
        self._language = ""

    def summary(self) -> dict[str, Any]:
        """Return what was read."""
        said = [[name, " ".join("".join(parts).split())] for name, *parts in self._said]
        return {"language": self._language, "headings": said, "anchors": self._anchors}

    def handle_starttag(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "html":
            self._language = attributes.get("lang", "")
        if tag in ("title", "h1", "h2", "h3") and "title" not in self._open[-1:]:
            self._open.append(tag)
            self._said.append([tag])
        if tag in ("section", "article", "h1", "h2", "h3", "span") and (name := attributes.get("id")):
            self._anchors[name] = True

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._said[-1].append(data)
