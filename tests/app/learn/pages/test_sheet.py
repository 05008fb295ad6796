"""The tutorial on one page: its names are those of the frameworks' files, its code computes the network."""

import re

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from lstm_core import LSTMParams, run
from lstm_core.interop.frameworks import keras, onnx_units, pytorch

PLACES = {"en": ("first", "second", "third", "fourth"), "zh": ("第一", "第二", "第三", "第四")}
ORDERS = (pytorch.ORDER, keras.ORDERS["lstm"], onnx_units.KINDS["LSTM"].order)


def text(language: str) -> str:
    return (ROOT / "templates" / "learn" / f"sheet.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_code_is_short_and_computes_what_the_core_does(language: str) -> None:
    [code] = re.findall(r"```python\n(.*?)```", text(language), re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) == 12
    space: dict[str, object] = {}
    exec(code, space)  # noqa: S102 - the page's own code
    params = LSTMParams.random(3, 5, 3, peepholes="none")
    x = np.random.default_rng(4).normal(size=(9, 3))
    W, U, b = (
        np.concatenate([getattr(params.nets[gate], name) for gate in pytorch.ORDER])
        for name in ("W", "U", "b")
    )
    found = list(space["lstm"](x, W, U, b))  # type: ignore[operator]
    trace = run(params, x)
    np.testing.assert_allclose([h for h, _ in found], trace.h, atol=1e-14)
    np.testing.assert_allclose([C for _, C in found], trace.C, atol=1e-14)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_net_stands_where_the_frameworks_files_have_it(language: str) -> None:
    rows = re.findall(
        r"^\| [^|$]*\$([ifgo])\$ \|[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$", text(language), re.MULTILINE
    )
    assert [gate for gate, *_ in rows] == ["i", "f", "g", "o"]
    for gate, *said in rows:
        told = [next(n for n, word in enumerate(PLACES[language]) if word in cell) for cell in said]
        assert told == [order.index(gate) for order in ORDERS]


@pytest.mark.parametrize(("path", "lang"), [("/learn/sheet", "en"), ("/zh/learn/sheet", "zh-Hans")])
def test_the_page_holds_drawing_equations_and_code(client: TestClient, path: str, lang: str) -> None:
    html = client.get(path).text
    assert f'<html lang="{lang}"' in html
    assert html.count("<table") == 3
    assert html.count('display="block"') == 0
    assert len(re.findall(r"<td><math", html)) == 6
    for shape in ("wide", "tall"):
        assert f'<div class="sheet-drawing {shape}" aria-hidden="true"><svg' in html
