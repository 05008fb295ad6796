"""The presets set by hand do what their captions say: each caption is a claim about the true trace."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from lstm_core import GateParams, LSTMParams, Pin, Pins, Trace, run

FILES = [ROOT / "app" / "presets" / f"{name}.json" for name in ("brackets", "lanes", "latch")]
Claim = Callable[[Trace, np.ndarray[Any, Any]], None]
CLAIMS: dict[str, Claim] = {}


def claim(name: str) -> Callable[[Claim], Claim]:
    """Register the assertion of a caption, ``preset/caption``."""

    def register(function: Claim) -> Claim:
        CLAIMS[name] = function
        return function

    return register


def document(preset: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((ROOT / "app" / "presets" / f"{preset}.json").read_text())
    return content


def params(preset: dict[str, Any]) -> LSTMParams:
    return LSTMParams(**{name: GateParams(**gate) for name, gate in preset["weights"].items()})


def inputs(preset: dict[str, Any], example: str) -> np.ndarray[Any, Any]:
    (found,) = (e for e in preset["examples"] if e["id"] == example)
    rows = found["inputs"] or [preset["input"]["alphabet"][letter] for letter in found["text"]]
    return np.array(rows, dtype=float)


def captions() -> list[tuple[str, dict[str, Any]]]:
    return [(f.stem, caption) for f in FILES for caption in document(f.stem)["captions"]]


def test_every_caption_has_its_claim_and_every_claim_its_caption() -> None:
    assert {f"{preset}/{caption['id']}" for preset, caption in captions()} == set(CLAIMS)


@pytest.mark.parametrize(
    ("preset", "caption"), captions(), ids=lambda v: v if isinstance(v, str) else v["id"]
)
def test_a_caption_is_true(preset: str, caption: dict[str, Any]) -> None:
    content = document(preset)
    x = inputs(content, caption["example"])
    CLAIMS[f"{preset}/{caption['id']}"](run(params(content), x), x)


@claim("latch/store")
def latch_store(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[1].tolist() == [0.8, 1, 0]
    assert t.f[1, 0] < 0.01
    assert t.i[1, 0] > 0.99
    assert round(np.tanh(0.8), 2) == 0.66
    assert round(t.C[1, 0], 2) == 0.66


@claim("latch/keep")
def latch_keep(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert np.ptp(x[2:9, 0]) > 1
    assert np.abs(t.C[2:9, 0] - t.C[1, 0]).max() < 0.01
    assert t.f[2:9, 0].min() > 0.99
    assert t.i[2:9, 0].max() < 0.01


@claim("latch/clear")
def latch_clear(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[9, 2] == 1
    assert t.f[9, 0] < 0.01
    assert abs(t.added[9, 0]) < 0.01
    assert abs(t.C[9, 0]) < 0.01


@claim("latch/overwrite")
def latch_overwrite(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[6].tolist() == [-0.7, 1, 0]
    assert round(t.C[5, 0], 2) == 0.72
    assert t.f[6, 0] < 0.01
    assert t.i[6, 0] > 0.99
    assert t.C[6, 0] == pytest.approx(np.tanh(-0.7), abs=0.01)


@claim("latch/twenty")
def latch_twenty(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[1, 1] == 1
    assert x[2:22, 1:].max() == 0
    assert t.C[21, 0] / t.C[1, 0] > 0.99


@claim("lanes/hold")
def lanes_hold(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[2].tolist() == [0.9, 1]
    assert t.C[2, 0] == pytest.approx(np.tanh(0.9), abs=0.001)
    assert np.abs(t.C[2:, 0] - t.C[2, 0]).max() < 0.01
    assert t.f[3:, 0].min() > 0.99


@claim("lanes/forget")
def lanes_forget(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[2].tolist() == [0.9, 1]
    assert t.added[2, 1] == t.added[2, 0] > 0.7
    assert t.f[:, 1].max() < 0.01
    assert abs(t.C[3, 1]) < 0.01
    assert t.C[3, 0] > 0.7


@claim("lanes/add")
def lanes_add(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[:, 0].tolist() == [0, *[0.8] * 5, 0, 0, 0, *[-0.8] * 5, 0, 0]
    assert (np.diff(t.C[:6, 2]) > 0.15).all()
    assert round(t.C[5, 2], 2) == 0.79
    assert abs(t.C[13, 2]) < 0.01


@claim("lanes/follow")
def lanes_follow(t: Trace, x: np.ndarray[Any, Any]) -> None:
    loud = np.abs(x[:, 0]) > 0
    assert loud.sum() == 12
    assert (np.sign(t.C[loud, 3]) == -np.sign(x[loud, 0])).all()
    assert t.C[:, 3] == pytest.approx(np.tanh(-x[:, 0]), abs=0.001)
    assert t.f[:, 3].max() < 0.01
    assert t.i[:, 3].min() > 0.99


@claim("lanes/shut")
def lanes_shut(t: Trace, x: np.ndarray[Any, Any]) -> None:
    shut = run(t.params, x, pins=Pins((Pin("f", 0.0, units=(0,), first=7),)))
    assert shut.C[6, 0] == t.C[6, 0] > 0.7
    assert np.abs(shut.C[7:, 0]).max() < 0.001
    assert (shut.C[:, 1:] == t.C[:, 1:]).all()


@claim("lanes/replace")
def lanes_replace(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[10, 1] == 1
    assert t.C[1, 0] == pytest.approx(0.72, abs=0.005)
    assert t.C[10, 0] == pytest.approx(-0.66, abs=0.005)


@claim("brackets/depth")
def brackets_depth(t: Trace, x: np.ndarray[Any, Any]) -> None:
    depth = np.cumsum(x[:, 0] - x[:, 1])
    assert depth.max() == 3
    assert t.C[:, 0] == pytest.approx(0.245 * depth, abs=0.001)
    assert t.C[2, 0] == pytest.approx(0.73, abs=0.005)


@claim("brackets/outside")
def brackets_outside(t: Trace, x: np.ndarray[Any, Any]) -> None:
    inside = np.cumsum(x[:, 0] - x[:, 1]) > 0
    assert 0 < inside.sum() < len(inside)
    assert t.o[inside, 0].min() > 0.99
    assert t.o[~inside, 0].max() < 0.01
    assert t.terms("o")["pC"][inside, 0].min() > 15
    assert not t.params.o.W.any()
    assert not t.params.o.U.any()


@claim("brackets/letters")
def brackets_letters(t: Trace, x: np.ndarray[Any, Any]) -> None:
    letters = ~x.any(axis=1)
    assert letters.sum() == 8
    assert not t.g[letters].any()
    assert np.abs(t.C[letters] - t.C_prev[letters]).max() < 1e-4


@claim("brackets/too-many")
def brackets_too_many(t: Trace, x: np.ndarray[Any, Any]) -> None:
    assert x[4].tolist() == [0, 1]
    assert x[6].tolist() == [1, 0]
    assert t.C[4, 0] < -0.2
    assert (t.o[:, 1] > 0.99).tolist() == [n in (4, 5) for n in range(10)]
    assert t.o[[n for n in range(10) if n not in (4, 5)], 1].max() < 0.01


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_preset_can_be_shown(file: Path) -> None:
    content = document(file.stem)
    lengths = [len(inputs(content, e["id"])) for e in content["examples"]]
    assert len(lengths) >= 2
    assert all(8 <= n <= 24 for n in lengths)
    assert content["training"] is None
    for example in content["examples"]:
        assert all(0 < len(label) <= 14 for labels in example["labels"].values() for label in labels)
    for low, high, column in zip(
        *np.array(content["input"]["ranges"]).T,
        np.concatenate([inputs(content, e["id"]) for e in content["examples"]]).T,
        strict=True,
    ):
        assert low <= column.min() <= column.max() <= high


def test_a_preset_is_answered_as_its_file_says(client: TestClient) -> None:
    for file in FILES:
        content = document(file.stem)
        answer = client.get(f"/api/v1/presets/{file.stem}").json()
        size = params(content)
        assert {k: answer[k] for k in ("units", "inputs")} == {"units": size.H, "inputs": size.D}
        assert answer["peepholes"] == {g: getattr(size, g).peephole for g in "fio"}
        for example in content["examples"]:
            example["inputs"] = inputs(content, example["id"]).tolist()
        content["input"].setdefault("drawn", None)
        said = {k: v for k, v in answer.items() if k not in ("units", "inputs", "peepholes")}
        assert said == {"unit": "lstm"} | content


def test_the_list_names_every_preset(client: TestClient) -> None:
    entries = client.get("/api/v1/presets").json()["presets"]
    assert [(e["name"], e["units"], e["inputs"], e["input_kind"]) for e in entries] == [
        ("brackets", 2, 2, "text"),
        ("brackets-trained", 2, 2, "text"),
        ("brackets-trained-plain", 2, 2, "text"),
        ("brent", 2, 3, "numbers"),
        ("christmas-trees", 4, 1, "numbers"),
        ("lanes", 4, 2, "numbers"),
        ("latch", 1, 3, "numbers"),
        ("mauna-loa", 3, 1, "numbers"),
        ("recall", 4, 5, "text"),
        ("recall-gru", 3, 5, "text"),
        ("stock-position", 2, 3, "numbers"),
        ("stock-position-gru", 3, 3, "numbers"),
        ("stock-position-plain", 2, 3, "numbers"),
    ]
    assert [e["name"] for e in entries if e["unit"] == "gru"] == ["recall-gru", "stock-position-gru"]
    assert entries[5]["title"] == {"en": "Four lanes", "zh": "四条水道"}
    assert entries[6]["examples"][0] == {
        "id": "keep",
        "title": {"en": "Keep one value", "zh": "保住一个值"},
        "steps": 12,
    }
