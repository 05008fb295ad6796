"""Refusals in Chinese: what `lstm_core` says of files, tables and runs is Chinese on every page."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from starlette.testclient import TestClient

import lstm_core
from app.config import APP
from app.site.i18n import refusals
from lstm_core.interop.containers.safetensors import serialise
from tests.app.worded import VALUE, Sources

NO_PAGE: Final = {
    "command/": "the command line is not a page",
    "widget/": "the widget runs in a notebook",
    "picture/": "the server draws what it has checked",
    "blueprints/": "a blueprint is code; `app.wire.networks` and the readers of files check weights",
    "interop/rivals/": "the server runs no other library",
    "interop/frameworks/live.py": "the server has no live models",
    "interop/frameworks/torch_calls.py": "the server has no live models",
    "interop/frameworks/keras_calls.py": "the server has no live models",
    "interop/frameworks/watch.py": "the server has no live models",
    "interop/comparison.py": "the server compares no files",
    "interop/reasons.py": "the server compares no files",
    "interop/verification.py": "the server verifies no files",
    "interop/recorded.py": "the server reads no runs",
    "interop/embeddings.py": "no request of the server has tokens",
    "interop/mistakes.py": "the server compares no files",
    "interop/dye_figure.py": "the command line draws it",
    "learning/comparison": "the server shows what was measured",
    "learning/examples.py": "the server makes the examples",
    "learning/gradient_flow.py": "the server makes the sequence",
    "learning/layers.py": "the server makes the layers",
    "learning/model.py": "`app.training.trainings` says that a training diverged",
    "learning/moments.py": "the server makes the steps",
    "learning/saved.py": "the server made what it reads",
    "learning/training.py": "`app.training.requests` checks plans; pages word how a training ended",
    "learning/window.py": "no plan draws a window",
    "running/labels.py": "`app.runs.labels` checks labels",
    "running/pins.py": "`app.runs.pins` checks pins",
    "running/kept.py": "`app.runs.selection` checks fields",
    "running/tables.py": "the server asks for what it has checked",
    "running/trace.py": "the server asks for what it has checked",
    "running/values.py": "the server asks for what it has checked",
    "running/dye.py": "the server runs from the first step on",
    "running/backward.py": "`app.runs.gradients` words it",
    "running/run.py": "`app.runs.runner` checks inputs and states",
    "stacks/attribution.py": "`app.dye.attributions` checks its requests",
    "stacks/dyeing.py": "`app.dye` checks its requests",
    "stacks/gradients.py": "`app.runs.gradients` words it",
    "stacks/streaming.py": "`app.runs.streams` words it",
}
"""Files and folders whose faults no page shows, and the reason."""
SELDOM: Final = {
    "is a packed batch": "JSON holds no packed batch",
    "dtype is": "no request names a type",
    "pins name": "`app.runs.pins` checks pins",
    "peepholes of": "no request asks for peepholes by their kind",
    "some for": "no request has values for the inputs of a model",
    "one for": "no request has values for the inputs of a model",
    "weights of the format": "the server runs no whole models",
    "embeddings:": "no request of the server has tokens",
    "no embedding": "no request of the server has tokens",
    "bytes of names": "a broken reader is told as such",
    "wire type": "`no protocol buffer` leaves its reason out",
    "that is cut off": "`no protocol buffer` leaves its reason out",
    "a row for each checkpoint": "the server gives a row for each",
    "seed is": "`app.training.requests` checks plans",
    "forget_bias is": "`app.training.requests` checks plans",
    "numbers in like": "the server made what it reads",
    "task is": "`app.training.requests` checks plans",
}
"""Wordings that no page shows in files whose others are shown, and the reason."""
_NAMES = """
__metadata__ activations ave backward batch_first bU buffer cell concat config convert data_offsets
deflate direction directions dtype field float32 float64 format forward go_backwards gru h5 hidden_size
input_forget inputs json Keras keras lane layers layout lengths linear_before_reset load lstm LSTMCell
max_steps memory-pipe merge merge_mode model model_config mul npy npz null NumPy onnx pickle protocol pt
PyTorch rnn
safetensors sequence_lens shape sigmoid StackedRNNCells sum tanh vars weight_hh weight_hh_l0 weight_hr
weight_ih
weight_ih_l0 weights width zip
labels Unicode numpy array the cat
torch export dynamo False True nn proj_size state dict state_dict load pt2 save whole utils parametrize
remove_parametrizations remove_weight_norm prune remove
"""
NAMES: Final = frozenset(_NAMES.split())
"""The English words that stay in Chinese: names in files and requests, names of formats and libraries."""
PARTS: Final = ("part", "found", "expected")
READERS: Final = ("FormatError", "TooLargeError", "TooSlowError", "BrokenReaderError")
CHINESE: Final = refusals(APP / "locale")["zh"]
ROOT: Final = Path(lstm_core.__file__).parent


@cache
def _sources() -> Sources:
    return Sources(ROOT, NO_PAGE)


def _of_files() -> Iterator[tuple[str, str]]:
    for fault in READERS:
        for (part, found, expected), where in _sources().sentences(fault, PARTS):
            yield f"{part or VALUE}: found {found or VALUE}, expected {expected or VALUE}", where


def _of_values() -> Iterator[tuple[str, str]]:
    for fault in ("TableError", "ValueError", "NotFiniteError", "IndexError"):
        for (text,), where in _sources().sentences(fault, ("message",)):
            if re.search("[a-z]{2}", text):
                yield text, where


def _english(told: str) -> set[str]:
    return {
        word for word in re.findall(r"[A-Za-z_][\w-]+", told, re.ASCII) if re.search("[a-z]{2}", word)
    } - NAMES


@pytest.mark.parametrize("wordings", [_of_files, _of_values])
def test_what_a_page_shows_is_chinese(wordings: Callable[[], Iterator[tuple[str, str]]]) -> None:
    shown = [(text, where) for text, where in wordings() if not any(words in text for words in SELDOM)]
    assert len(shown) > 60
    told = [(CHINESE.say(text) or text, where) for text, where in shown]
    assert [(said, english, where) for said, where in told if (english := _english(said))] == []


@pytest.mark.parametrize(
    "file",
    [
        "interop/confined/parcels.py",
        "interop/frameworks/keras.py",
        "interop/frameworks/keras_config.py",
        "interop/frameworks/onnx_chains.py",
        "interop/frameworks/onnx_reader.py",
        "interop/frameworks/pytorch.py",
    ],
)
def test_notes_on_a_model_are_chinese(file: str) -> None:
    notes = [text for text in _sources().formatted(file) if re.match(r"[\w. ()]+: [a-z]+ .{16}", text)]
    assert notes != []
    told = [CHINESE.say(text) or text for text in notes]
    assert [(said, english) for said in told if (english := _english(said))] == []


def test_what_no_page_shows_is_still_there() -> None:
    files = [file.relative_to(ROOT).as_posix() for file in ROOT.rglob("*.py")]
    assert [start for start in NO_PAGE if not any(file.startswith(start) for file in files)] == []
    every = [text for text, _ in (*_of_files(), *_of_values())]
    assert [words for words in SELDOM if not any(words in text for text in every)] == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"junk",
            "文件：开头几个字节是 b'junk'；"
            "应为 .safetensors、.npz、.onnx、.keras、.h5、.weights.h5 文件，或者预设的 .json",
        ),
        (b"", "文件：0 字节；应为一个模型"),
        (b"{", "文件：不是合法的 JSON，错在第 1 行第 2 列；应为一个预设"),
        (
            serialise({"a": np.zeros((2, 2))}, {}),
            "各张量：a；应为 LSTM 或 GRU 的 weight_ih_l0、weight_hh_l0 等",
        ),
        (
            serialise({"rnn.weight_ih_l0": np.zeros((8, 3)), "rnn.weight_hh_l0": np.zeros((8, 4))}, {}),
            "rnn. 层 0 forward weight_hh：形状 (8, 4)；应为 (4 H, H)（有投影时为 (4 H, P)）= (8, 2)",
        ),
    ],
)
def test_a_reader_of_chinese_is_told_in_chinese_what_is_wrong_with_a_file(
    client: TestClient, data: bytes, expected: str
) -> None:
    headers = {"accept-language": "zh-Hans"}
    answer = client.post("/api/v1/models", files={"file": ("m", data)}, headers=headers)
    assert (answer.status_code, answer.headers["content-language"]) == (422, "zh-Hans")
    assert answer.json()["detail"] == f"这个文件无法使用。{expected}"


def test_a_reader_of_chinese_is_told_in_chinese_where_numbers_grow_too_large(client: TestClient) -> None:
    large = {f"rnn.weight_{name}_l0": np.full((8, 2), 1e308) for name in ("ih", "hh")}
    model = client.post("/api/v1/models", files={"file": ("m", serialise(large, {}))}).json()["id"]
    body = {"model": {"id": model}, "inputs": [[1e9, 1e9]]}
    answer = client.post("/api/v1/traces", json=body, headers={"accept-language": "zh-Hans"})
    told = "无法这样运行：z_o 在第 0 步、单元 0 处不再是有限的数：权重和输入太大，float64 装不下"
    assert [error["detail"] for error in answer.json()["errors"]] == [told]


def test_a_reader_of_chinese_is_told_in_chinese_what_was_assumed_of_a_model(client: TestClient) -> None:
    plain = {"rnn.weight_ih_l0": np.zeros((2, 3)), "rnn.weight_hh_l0": np.zeros((2, 2))}
    headers = {"accept-language": "zh-Hans"}
    added = client.post("/api/v1/models", files={"file": ("m", serialise(plain, {}))}, headers=headers)
    address = f"/api/v1/models/{added.json()['id']}"
    asked = client.get(address, headers=headers)
    told = ["rnn.：文件里没有写普通循环层的激活函数，这里取 tanh"]
    assert (added.json()["notes"], asked.json()["notes"]) == (told, told)
    assert "accept-language" in asked.headers["vary"].lower()
    assert client.get(address).json()["notes"] == [
        "rnn.: the activation of a plain recurrent layer is taken as tanh; no file says it"
    ]
