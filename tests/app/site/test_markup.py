"""The reader of pages tells of them what Python's own parser tells."""

from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.app.site.markup import Markup


class Ours(Markup):
    """Keeps what is told."""

    def __init__(self, html: str) -> None:
        self.told: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: dict[str, str]) -> None:
        self.told.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        self.told.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.told.append([data])


class Theirs(HTMLParser):
    """Keeps what is told."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.told: list[Any] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.told.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.told.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.told.append([data])


SAMPLE = """<!DOCTYPE html>
<p Class="a &amp; b" data-x='"<i>"' hidden>1 &lt; 2<br/><img src="a.svg" alt=""><!-- <b> --></p>
<script id="s">if (a < b && "<p>") c();</script><svg viewBox="0 0 1 1"><use href="#a" /></svg>
"""


def test_each_kind_of_part_is_told_alike() -> None:
    assert Ours(SAMPLE).told == Theirs(SAMPLE).told


@pytest.mark.parametrize("path", ["/", "/zh/lab", "/api/guide"])
def test_a_page_is_told_alike(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert Ours(html).told == Theirs(html).told


@pytest.mark.parametrize(
    "html", ["<p>1 < 2</p>", "<p class=a>", '<p class="a>', "<!-- ", "<script>a()", "</>"]
)
def test_what_no_template_should_write_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match=r"neither a tag nor text|without an end"):
        Ours(html)
