"""The API guide: its page, and what it says about the fields of a trace."""

import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from app.site import guide
from app.site.i18n import Catalogue
from app.wire.equations import equations
from app.wire.units import TERMS, arrays
from lstm_core import GRUParams, LSTMParams, RNNParams, run
from lstm_core.blueprints import BLUEPRINTS
from lstm_core.params.unit import UnitParams

CODE = guide.code(ROOT / "templates" / "guide" / "code.md")


PARAMS: dict[str, UnitParams] = {
    "lstm": LSTMParams.random(3, 4, 2),
    "gru": GRUParams.random(3, 4, 3),
    "gru_reset_before": GRUParams.random(3, 4, 4, reset_after=False),
    "rnn": RNNParams.random(3, 4, 5),
}
COMPUTED = {
    "lstm": "z_f z_i z_g f i g kept added C z_o o tanh_C h",
    "gru": "z_z z_r z r heard fresh passed kept z_n n added h",
    "gru_reset_before": "z_z z_r z r fresh passed kept z_n n added h",
    "rnn": "z_h h",
}


@pytest.mark.parametrize("name", BLUEPRINTS)
def test_the_equations_are_those_of_a_trace(name: str) -> None:
    rng, params = np.random.default_rng(2), PARAMS[name]
    start = {state: rng.normal(size=4) for state in BLUEPRINTS[name].carried}
    trace = run(params, rng.normal(size=(6, 3)), start=start)
    table = [field for field in equations(BLUEPRINTS[name]) if field.name != TERMS]
    given = [field.name for field in table if not field.equation]
    weights = {
        f"{letter}_{net}": array
        for net, gate in params.nets.items()
        for letter in ("W", "U", "b", "p", "bU")
        if (array := getattr(gate, letter)) is not None
    }
    functions = {"tanh": np.tanh, "sigma": lambda z: 1 / (1 + np.exp(-z))}
    computed: list[str] = []
    for field in table:
        array = getattr(trace, field.name)
        assert array.shape == eval(field.shape, {"T": 6, "H": 4, "D": 3}), field.name  # noqa: S307 - our own table
        if field.equation:
            for t in range(6):
                known = {one: getattr(trace, one)[t] for one in [*given, *computed] if not one.endswith("0")}
                value = eval(field.equation, weights | functions | known)  # noqa: S307
                np.testing.assert_allclose(value, array[t], rtol=0, atol=1e-12, err_msg=field.name)
            computed.append(field.name)
    assert computed == COMPUTED[name].split()


@pytest.mark.parametrize("name", BLUEPRINTS)
def test_every_field_of_the_api_is_told(name: str) -> None:
    found = {field.name for field in equations(BLUEPRINTS[name])}
    assert found == {*arrays(BLUEPRINTS[name]), TERMS}


@pytest.mark.parametrize("path", ["/api/guide", "/zh/api/guide"])
def test_each_unit_has_a_table_of_its_fields(client: TestClient, path: str) -> None:
    tables = re.split(r'<h3 id="fields-(\w+)">', client.get(path).text)
    names, bodies = tables[1::2], tables[2::2]
    assert names == [*BLUEPRINTS]
    for name, body in zip(names, bodies, strict=True):
        rows = re.findall(r'<th scope="row"><code[^>]*>(\w+)</code></th>.*<td>(.+)</td></tr>', body)
        assert [row[0] for row in rows] == [field.name for field in equations(BLUEPRINTS[name])]


def test_a_unit_has_its_own_words_where_it_needs_them() -> None:
    catalogue = Catalogue("en", {"guide.field.h": "output", "gru.guide.field.h": "memory"})
    told = {unit.name: {field.name: text for field, text in unit.fields} for unit in guide.units(catalogue)}
    assert {name: texts["h"] for name, texts in told.items()} == {
        "lstm": "output", "gru": "memory", "gru_reset_before": "memory", "rnn": "output"
    }  # fmt: skip


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
