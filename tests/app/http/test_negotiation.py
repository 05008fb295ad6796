"""Which representation a header prefers."""

import pytest

from app.http.negotiation import accepts_coding, best_type, preferred_language

OFFERED = ("application/json", "text/csv")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.4, application/json;q=0.5", "application/json"),
        ("text/csv ; q=0.9, application/json;q=0.5", "text/csv"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),
        ("application/json;q=0.2, */*;q=0.1", "application/json"),
        ("text/html, application/*;q=0.3", "application/json"),
        ("application/json;q=0, text/csv;q=0", None),
        ("text/html", None),
        ("application/json;q=much", None),
        ("application/json;q=nan", None),
        ("*/*;q=0", None),
    ],
)
def test_the_preferred_type_is_chosen(accept: str | None, expected: str | None) -> None:
    assert best_type(accept, OFFERED) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("deflate, GZip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*", True),
        ("br", False),
    ],
)
def test_gzip_is_sent_only_where_it_is_accepted(header: str | None, expected: bool) -> None:
    assert accepts_coding(header, "gzip") is expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "en"),
        ("", "en"),
        ("*", "en"),
        ("de", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hant-TW", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("de, zh;q=0.3, en;q=0.2", "zh"),
        ("en;q=0, *;q=0.5", "zh"),
        ("zhx", "en"),
        ("zh;q=much", "en"),
    ],
)
def test_the_language_with_the_highest_weight_is_preferred(header: str | None, expected: str) -> None:
    assert preferred_language(header, ("en", "zh")) == expected
