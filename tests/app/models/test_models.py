"""Uploading, reading about and deleting a model."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy.exc import ArgumentError
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.models.description import plain_name
from lstm_core import LSTMParams
from lstm_core.interop import dump
from lstm_core.interop.containers import safetensors
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.app.models.files import MODELS, fixture, small_file, stack_of, upload
from tests.app.problems import problem

NONE = {"f": "none", "i": "none", "o": "none"}
TRACES = "/api/v1/traces"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[TestClient]:
    """Yield a client of a server that holds no model."""
    with TestClient(create_app(Settings(data_dir=tmp_path))) as client:
        yield client


def layer(k: int, direction: str, inputs: int, projection: int | None = None) -> dict[str, Any]:
    return {
        "layer": k,
        "direction": direction,
        "name": "encoder",
        "unit": "lstm",
        "units": 4,
        "inputs": inputs,
        "peepholes": NONE,
        "projection": projection,
    }


def test_an_upload_tells_what_the_file_holds(fresh: TestClient) -> None:
    data = fixture("pytorch-projected.safetensors")
    answer = fresh.post(MODELS, files={"file": ("C:\\models\\projected.safetensors", data)})
    model = hashlib.sha256(data).hexdigest()
    layers = [
        layer(0, "forward", 3, 2),
        layer(0, "backward", 3, 2),
        layer(1, "forward", 4, 2),
        layer(1, "backward", 4, 2),
    ]
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{MODELS}/{model}"
    assert answer.headers["cache-control"] == "no-store"
    about = answer.json()
    assert re.fullmatch(r"[\w-]{32}", about.pop("deletion_token"))
    assert about == {
        "id": model,
        "name": "projected.safetensors",
        "format": "pytorch",
        "bytes": len(data),
        "inputs": 3,
        "layers": layers,
        "outputs": 4,
        "lstms": [{"name": "encoder", "inputs": 3, "outputs": 4, "layers": layers}],
        "heads": [{"name": "fc", "inputs": 4, "outputs": 2}],
        "embeddings": [],
        "vocabulary": None,
        "ignored": ["fc.bias", "fc.weight"],
        "notes": [],
    }
    assert fresh.get(f"{MODELS}/{model}").json() == about | {"name": None}


def test_the_same_file_again_is_the_same_model(fresh: TestClient) -> None:
    data = dump(stack_of(1), "npz")
    first = fresh.post(MODELS, files={"file": ("one.npz", data)})
    again = fresh.post(MODELS, files={"file": ("two.npz", data)})
    assert (first.status_code, again.status_code) == (201, 200)
    one, two = first.json(), again.json()
    assert (one.pop("name"), two.pop("name")) == ("one.npz", "two.npz")
    assert one.pop("deletion_token") != two.pop("deletion_token")
    assert one == two


def test_peepholes_and_formats_are_told(client: TestClient) -> None:
    about = upload(client, dump(stack_of(2), "safetensors"))
    assert about["format"] == "memory-pipe"
    assert [one["peepholes"]["f"] for one in about["layers"]] == ["diagonal", "full", "diagonal"]
    assert upload(client, fixture("keras-chain.keras"))["format"] == "keras"
    forward = LayerStack([StackLayer(Layer(LSTMParams.random(2, 3, 0)))])
    assert upload(client, dump(forward, "onnx"))["format"] == "onnx"


def test_a_deleted_model_is_gone(client: TestClient) -> None:
    about = upload(client, small_file(77))
    model, token = about["id"], {"deletion-token": about["deletion_token"]}
    question = {"model": {"id": model}, "inputs": [[1]]}
    assert client.post(TRACES, json=question).json()["steps"] == 1
    answer = client.delete(f"{MODELS}/{model}", headers=token)
    assert (answer.status_code, answer.content) == (204, b"")
    words = f'There is no model "{model[:8]}..." on this server; it may have been deleted.'
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/weights")):
        assert problem(client.request(method, f"{MODELS}/{model}{path}"), 404)["detail"] == words
    refused = problem(client.post(TRACES, json=question), 422)
    assert refused["errors"] == [{"pointer": "/model/id", "detail": words}]


@pytest.mark.parametrize("model", ["0", "latch", "F" * 64, "..%2F..%2Fetc", "0" * 65, "%00"])
def test_what_is_no_id_is_no_model(client: TestClient, model: str) -> None:
    assert problem(client.get(f"{MODELS}/{model}"), 404)["status"] == 404
    assert problem(client.delete(f"{MODELS}/{model}"), 404)["status"] == 404


def test_weights_of_a_small_layer_run_as_the_model_does(client: TestClient) -> None:
    model = upload(client, dump(stack_of(3), "npz"))["id"]
    x = np.random.default_rng(0).normal(size=(5, 3)).tolist()
    for direction, inputs in (("forward", x), ("backward", x[::-1])):
        weights = client.get(f"{MODELS}/{model}/weights", params={"layer": 0, "direction": direction}).json()
        own = client.post(TRACES, json={"model": {"weights": weights}, "inputs": inputs, "fields": ["C"]})
        one = {"layer": 0, "direction": direction, "fields": ["C"]}
        whole = client.post(TRACES, json={"model": {"id": model}, "inputs": x} | one).json()
        C = own.json()["layers"][0]["trace"]["C"]
        assert whole["layers"][0]["trace"]["C"] == (C if direction == "forward" else C[::-1])


def test_weights_are_told_up_to_eight_units_of_layers_that_there_are(client: TestClient) -> None:
    wide = upload(client, dump(stack_of(4, (2, 9)), "npz"))["id"]
    answer = problem(client.get(f"{MODELS}/{wide}/weights"), 413)
    assert answer["detail"] == "The layer has 9 units; weights are sent up to 8."
    answer = problem(client.get(f"{MODELS}/{wide}/weights?layer=3"), 404)
    assert answer["detail"] == "There is no layer 3; there are: 0 forward, 0 backward"
    answer = problem(client.get(f"{MODELS}/{wide}/weights?layer=-1&direction=up"), 422)
    assert [e["pointer"] for e in answer["errors"]] == ["/query/layer", "/query/direction"]


def test_a_model_survives_a_restart_of_the_server(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    question = {"inputs": [[0.5, -1, 2], [1, 1, 1]], "digits": None}
    answers = []
    model = ""
    for _ in range(2):
        with TestClient(create_app(settings)) as server:
            if not model:
                model = upload(server, fixture("pytorch-three.safetensors"), "three")["id"]
            assert len(server.get(f"{MODELS}/{model}").json()["layers"]) == 3
            answers.append(server.post(TRACES, json=question | {"model": {"id": model}}).json())
    assert answers[0] == answers[1]
    assert len(answers[0]["layers"]) == 3


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("lstm.onnx", "lstm.onnx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\lstm.npz", "lstm.npz"),
        ("..", "model"),
        ("", "model"),
        ("/", "model"),
        ("a\x00b\r\n\x1b[31mc", "ab[31mc"),
        ("记忆 ✨.npz", "记忆 ✨.npz"),
        ("\u202egpj.exe", "gpj.exe"),
        ("x" * 500, "x" * 120),
        ("<script>alert(1)<", "<script>alert(1)<"),
    ],
)
def test_of_a_name_only_the_last_part_is_kept(name: str, kept: str) -> None:
    assert plain_name(name) == kept


def test_a_hostile_name_in_a_real_request_is_harmless(fresh: TestClient) -> None:
    data = small_file(5)
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="../../\xff\xfe<b>.npz"\r\n\r\n'
    form = {"content-type": "multipart/form-data; boundary=b"}
    answer = fresh.post(MODELS, content=head + data + b"\r\n--b--\r\n", headers=form)
    assert answer.status_code == 201
    assert answer.json()["name"].endswith("<b>.npz")
    assert "/" not in answer.json()["name"]


def test_names_in_a_file_may_be_long_or_half_characters(client: TestClient) -> None:
    arrays = {"weight_ih_l0": np.zeros((4, 1), "f4"), "weight_hh_l0": np.zeros((4, 1), "f4")}
    data = safetensors.serialise(arrays | {"x" * 5000: np.zeros(1, "f4"), "QQ": np.zeros(1, "f4")}, {})
    about = upload(client, _half(data))
    assert sorted(about["ignored"], key=len) == ["?", "x" * 120 + "..."]


def _half(data: bytes) -> bytes:
    """Return a safetensors file in which the name QQ is half a character."""
    length = int.from_bytes(data[:8], "little")
    header = data[8 : 8 + length].replace(b'"QQ"', b'"\\ud800"')
    return len(header).to_bytes(8, "little") + header + data[8 + length :]


def test_two_lstms_of_a_file_are_told_apart_and_put_together(client: TestClient) -> None:
    rng = np.random.default_rng(0)
    arrays = {}
    for name, D, H in (("low", 2, 3), ("high", 3, 2)):
        for what, shape in (("weight_ih_l0", (4 * H, D)), ("weight_hh_l0", (4 * H, H))):
            arrays[f"{name}.{what}"] = rng.normal(size=shape)
    arrays |= {"out.weight": rng.normal(size=(1, 2)), "out.bias": rng.normal(size=1)}
    about = upload(client, safetensors.serialise(arrays, {}))
    sizes = {one["name"]: (one["inputs"], one["outputs"]) for one in about["lstms"]}
    assert sizes == {"low": (2, 3), "high": (3, 2)}
    first = about["lstms"][0]["name"]
    assert about["layers"] == about["lstms"][0]["layers"]
    x = rng.normal(size=(4, sizes[first][0])).tolist()
    answer = client.post(TRACES, json={"model": {"id": about["id"]}, "inputs": x, "fields": ["h"]}).json()
    assert len(answer["layers"]) == 1

    def run(lstms: list[str], inputs: Any, **more: Any) -> dict[str, Any]:
        model = {"id": about["id"], "lstms": lstms, **more}
        found: dict[str, Any] = client.post(
            TRACES, json={"model": model, "inputs": inputs, "fields": ["h"]}
        ).json()
        return found

    x = rng.normal(size=(4, 2)).tolist()
    low, both = run(["low"], x), run(["low", "high"], x, head="out")
    high = run(["high"], low["outputs"])
    assert both["layers"][1]["trace"]["h"] == high["layers"][0]["trace"]["h"] == both["outputs"]
    expected = np.array(both["outputs"]) @ arrays["out.weight"].T + arrays["out.bias"]
    np.testing.assert_allclose(both["readout"], expected, rtol=1e-12)
    unknown = {"id": about["id"], "lstms": ["x"]}
    answer = problem(client.post(TRACES, json={"model": unknown, "inputs": x}), 422)
    assert answer["errors"][0]["pointer"] == "/model/lstms"
    assert "found no network 'x', expected one of" in answer["errors"][0]["detail"]
    model = {"id": about["id"], "lstms": ["high"], "head": "in"}
    answer = problem(client.post(TRACES, json={"model": model, "inputs": x}), 422)
    assert answer["errors"][0]["pointer"] == "/model/head"


def test_lstms_and_a_head_are_only_named_beside_an_id(client: TestClient) -> None:
    request = {"model": {"preset": "latch", "head": "fc"}, "inputs": [[0, 0, 0]]}
    answer = problem(client.post(TRACES, json=request), 422)
    assert answer["errors"] == [
        {"pointer": "/model", "detail": "expected lstms and head only beside id"},
    ]


def test_a_database_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    broken = create_app(Settings(model_store=f"sqlite:///{tmp_path / 'file' / 'models.sqlite3'}"))
    with TestClient(broken, raise_server_exceptions=False) as server:
        answer = server.post(MODELS, files={"file": ("a", small_file(0))})
        assert problem(answer, 503)["detail"] == "The store cannot be used at this moment."
        assert server.get("/healthz").json() == {"status": "ok"}


def test_an_address_that_is_no_database_is_told_at_the_start() -> None:
    with pytest.raises(ArgumentError, match="Could not parse SQLAlchemy URL"):
        create_app(Settings(model_store="no address"))
