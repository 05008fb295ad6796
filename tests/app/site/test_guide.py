"""The API guide: its page, and what it says about the fields of a trace."""

import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from app.site import guide
from app.wire.equations import equations
from app.wire.units import TERMS, arrays
from lstm_core import LSTMParams, run
from lstm_core.blueprints import LSTM

FIELDS = list(equations(LSTM))
CODE = guide.code(ROOT / "templates" / "guide" / "code.md")


def test_the_equations_are_those_of_a_trace() -> None:
    rng = np.random.default_rng(2)
    params = LSTMParams.random(3, 4, rng)
    trace = run(params, rng.normal(size=(6, 3)), rng.normal(size=4), rng.normal(size=4))
    weights = {f"{name}_{gate}": getattr(getattr(params, gate), name) for gate in "figo" for name in "WUbp"}
    sizes = {"T": 6, "H": 4, "D": 3}
    computed = []
    for field in FIELDS:
        if field.name == "terms":
            continue
        array = getattr(trace, field.name)
        assert array.shape == eval(field.shape, sizes), field.name  # noqa: S307 - our own table
        if field.equation:
            computed.append(field.name)
            for t in range(6):
                known = {one.name: getattr(trace, one.name)[t] for one in FIELDS
                         if one.name in computed[:-1] or one.name in ("x", "h_prev", "C_prev")}  # fmt: skip
                names = weights | known | {"tanh": np.tanh, "sigma": lambda z: 1 / (1 + np.exp(-z))}
                value = eval(field.equation, names)  # noqa: S307
                np.testing.assert_allclose(value, array[t], rtol=0, atol=1e-12, err_msg=field.name)
    assert computed == ["z_f", "z_i", "z_g", "f", "i", "g", "kept", "added", "C", "z_o", "o", "tanh_C", "h"]


def test_every_field_of_the_api_is_told() -> None:
    assert {field.name for field in FIELDS} == {*arrays(LSTM), TERMS}


class Blocks(HTMLParser):
    """Collects the code that a page shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], str] = {}
        self._now: tuple[str, str] | None = None
        self.feed(html)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._now = (
            (given["data-block"] or "", given["data-language"] or "") if "data-block" in given else None
        )

    def handle_endtag(self, _: str) -> None:
        self._now = None

    def handle_data(self, data: str) -> None:
        if self._now:
            self.found[self._now] = self.found.get(self._now, "") + data


@pytest.mark.parametrize("path", ["/api/guide", "/zh/api/guide"])
def test_the_page_shows_all_of_the_code_for_its_own_server(client: TestClient, path: str) -> None:
    html = client.get(path).text
    shown = Blocks(html).found
    assert shown == {
        (name, language): text.replace("http://127.0.0.1:8000", "http://testserver")
        for name, block in CODE.items()
        for language, text in block.items()
    }
    assert "http://testserver/api/v1" in shown["task", "sh"]
    assert re.findall(r"guide\.[a-z_.]+(?=<)", html) == []


def test_the_api_page_leads_to_its_guide_and_back(client: TestClient) -> None:
    for language in ("", "/zh"):
        assert f'href="{language}/api/guide"' in client.get(f"{language}/api").text
        assert f'<a href="{language}/api">' in client.get(f"{language}/api/guide").text


def test_a_block_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "code.md").write_text("```sh a\nls\n```\n\n```sh a\npwd\n```\n")
    with pytest.raises(ValueError, match="the block sh a is given twice"):
        guide.code(tmp_path / "code.md")
