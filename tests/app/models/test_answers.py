"""Answers about uploaded models, in every form: digits, names, states, and limits on streams."""

import io
import json
from contextlib import closing
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.config import Settings
from app.faults.kinds import Overflow, TooLarge
from app.main import create_app
from app.models.files import ModelFile
from app.runs.intake import Intake
from lstm_core import LSTMParams
from lstm_core.arrays import Array
from lstm_core.interop import dump
from lstm_core.interop.containers import safetensors
from lstm_core.params import GATES
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.app.models.files import MODELS, stack_of, upload
from tests.app.models.stores import Open, put
from tests.app.problems import problem
from tests.app.runs.lines import body, lines

TRACES, UNITS = "/api/v1/traces", "/api/v1/units"
NDJSON, NPZ = "application/x-ndjson", "application/x-npz"
X = np.random.default_rng(8).normal(size=(4, 3))


def post(client: TestClient, path: str = TRACES, **request: Any) -> dict[str, Any]:
    answer = client.post(path, json={"inputs": X.tolist()} | request)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def streamed(client: TestClient, **request: Any) -> list[dict[str, Any]]:
    """Return the lines of a stream."""
    return lines(client.post(TRACES, json={"inputs": X.tolist()} | request, headers={"accept": NDJSON}))


def cut(array: Any) -> Any:
    """Return numbers cut to four digits, as Python writes them."""
    return np.vectorize(lambda value: float(f"{value:.4g}"))(np.array(array)).tolist()


@pytest.fixture(name="projecting")
def _projecting() -> LayerStack:
    rng = np.random.default_rng(9)
    W, U, b = ({g: rng.normal(size=shape) for g in GATES} for shape in ((5, 3), (5, 2), (5,)))
    return LayerStack([StackLayer(Layer.projecting(W, U, b, rng.normal(size=(2, 5))))])


def test_digits_cut_projections_and_terms_in_every_form(client: TestClient, projecting: LayerStack) -> None:
    model = {"id": upload(client, dump(projecting, "npz"))["id"]}
    trace = projecting.run(X)
    request: dict[str, Any] = {"model": model, "fields": ["C", "terms"], "digits": 4}
    (layer,) = post(client, **request)["layers"]
    assert layer["projected"] == cut(trace.h)
    assert layer["trace"]["terms"]["o"]["Uh"] == cut(trace.layers[0].trace.terms("o")["Uh"])
    for t, line in enumerate(streamed(client, **request)):
        (layer,) = line["layers"]
        assert layer["projected"] == line["output"] == cut(trace.h[t])
        assert layer["trace"]["C"] == cut(trace.layers[0].trace.C[t])


def test_digits_cut_what_is_said_of_units(client: TestClient) -> None:
    model = {"id": upload(client, dump(stack_of(12), "npz"))["id"]}
    mask = [0, 1, 1, 0]
    exact, short = (post(client, UNITS, model=model, mask=mask, digits=digits) for digits in (None, 4))
    for whole, layer in zip(exact["layers"], short["layers"], strict=True):
        for name in ("change", "hold", "open", "output", "forget"):
            assert layer[name] == cut(whole[name])
        for valve in ("forget", "input", "output"):
            assert layer["correlation"][valve] == cut(whole["correlation"][valve])
            assert layer["mask"][valve] == cut(whole["mask"][valve])


def test_a_stream_shows_terms_of_the_chosen_units_alone(client: TestClient) -> None:
    stack = stack_of(13, both=False)
    model = {"id": upload(client, dump(stack, "npz"))["id"]}
    terms = stack.run(X)[1, "forward"].trace.terms("f")
    for t, line in enumerate(streamed(client, model=model, layer=1, units=[1], fields=["terms"])):
        (layer,) = line["layers"]
        assert layer["trace"]["terms"]["f"] == {part: [values[t, 1]] for part, values in terms.items()}


def test_a_stream_begins_with_the_states_that_are_given(client: TestClient) -> None:
    stack = stack_of(14, both=False)
    model = {"id": upload(client, dump(stack, "npz"))["id"]}
    rng = np.random.default_rng(14)
    h0, C0 = ([rng.uniform(-1, 1, H).tolist() for H in (4, 2)] for _ in range(2))
    trace = stack.run(X, h0, C0)
    request: dict[str, Any] = {"model": model, "h0": h0, "C0": C0, "fields": ["h_prev", "C_prev", "h"]}
    for t, line in enumerate(streamed(client, **request)):
        for one, layer in zip(trace.layers, line["layers"], strict=True):
            for name, values in layer["trace"].items():
                assert values == getattr(one.trace, name)[t].tolist()


def arrays(client: TestClient, **request: Any) -> dict[str, Array]:
    """Return the arrays of an NPZ answer."""
    answer = client.post(TRACES, json=request, headers={"accept": NPZ})
    assert answer.status_code == 200, answer.text
    with np.load(io.BytesIO(answer.content), allow_pickle=False) as file:
        return dict(file)


def test_npz_names_the_sequences_of_a_batch(client: TestClient) -> None:
    stack = stack_of(15)
    model = {"id": upload(client, dump(stack, "npz"))["id"]}
    batch = [X.tolist(), X[::-1][:2].tolist()]
    found = arrays(client, model=model, batch=batch, fields=["C"])
    wanted = {
        f"batch.{n}.layers.{one.layer}.{one.direction}.C": one.trace.C.tolist()
        for n, rows in enumerate(batch)
        for one in stack.run(rows).layers
    }
    assert {name: array.tolist() for name, array in found.items()} == wanted
    found = arrays(client, model={"preset": "latch"}, batch=batch, fields=["C"])
    assert {name: array.shape for name, array in found.items()} == {"batch.0.C": (4, 1), "batch.1.C": (2, 1)}


def test_npz_names_the_layer_also_where_one_is_chosen(client: TestClient) -> None:
    stack = stack_of(16)
    model = {"id": upload(client, dump(stack, "npz"))["id"]}
    found = arrays(client, model=model, inputs=X.tolist(), layer=1, fields=["h"])
    assert {name: array.tolist() for name, array in found.items()} == {
        "layers.1.forward.h": stack.run(X).h.tolist()
    }


def two_lstms() -> dict[str, Array]:
    """Return tensors of two LSTMs of one unit, 12 weights each, of which no biases lie in the file."""
    rng = np.random.default_rng(17)
    parts = ("weight_ih_l0", "weight_hh_l0")
    return {f"{name}.{part}": rng.normal(size=(4, 1)) for name in ("a", "b") for part in parts}


def test_weights_are_told_of_the_lstm_that_is_named(client: TestClient) -> None:
    tensors = two_lstms()
    model = upload(client, safetensors.serialise(tensors, {}))["id"]
    for name in ("a", "b"):
        weights = client.get(f"{MODELS}/{model}/weights", params={"lstm": name}).json()
        assert [weights[gate]["W"][0] for gate in "ifgo"] == tensors[f"{name}.weight_ih_l0"].tolist()
    answer = problem(client.get(f"{MODELS}/{model}/weights", params={"lstm": "c"}), 404)
    assert "found no network 'c', expected one of 'a', 'b'" in answer["detail"]


def test_weights_of_all_lstms_of_a_file_count() -> None:
    data = safetensors.serialise(two_lstms(), {})
    with TestClient(create_app(Settings(max_model_weights=23))) as server:
        answer = problem(server.post(MODELS, files={"file": ("model", data)}), 413)
    assert (
        answer["detail"]
        == "The model has 24 weights, over the limit max_model_weights of 23; raise the setting "
        "MEMORY_PIPE_MAX_MODEL_WEIGHTS."
    )


def test_a_file_as_large_as_the_store_goes_in(tmp_path: Any, open_store: Open) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'models.sqlite3'}", 40)
    put(store, b"a" * 10)
    whole = put(store, b"b" * 40)
    assert store.total() == (1, 40)
    assert store.file(whole) == ModelFile(b"b" * 40)
    with pytest.raises(TooLarge, match="over the limit model_store_bytes of 40"):
        put(store, b"c" * 41)


def test_limits_of_a_stream_hold_over_its_pieces(app: FastAPI) -> None:
    limits = Settings(max_stream_bytes=2000, max_body_bytes=500)
    request = {"model": {"preset": "latch"}, "fields": ["C"]}

    def take(content: bytes) -> int:
        with closing(Intake(app.state.services.runner, limits)) as intake:
            for k in range(0, len(content), 100):
                intake.feed(content[k : k + 100])
            return intake.finish()[2].steps

    short = body(request, [[0.5, 1, 0]] * 100)
    assert len(short) < 2000
    assert take(short) == 100
    with pytest.raises(Overflow, match="request body is larger than the limit max_stream_bytes of 2000"):
        take(short + b"[1, 2, 3]\n" * 100)
    with pytest.raises(Overflow, match="line is larger than the limit max_body_bytes of 500"):
        take(json.dumps(request).encode() + b"\n[" + b"1," * 300)


def test_a_models_own_first_states_are_those_of_its_stream_too(client: TestClient) -> None:
    rng = np.random.default_rng(18)
    cell = Layer(LSTMParams.random(3, 2, rng), h0=rng.uniform(-1, 1, 2), C0=rng.normal(size=2))
    model = {"id": upload(client, dump(LayerStack([StackLayer(cell)]), "npz"))["id"]}
    C = LayerStack([StackLayer(cell)]).run(X)[0, "forward"].trace.C.tolist()
    assert post(client, model=model, fields=["C"])["layers"][0]["trace"]["C"] == C
    assert [line["layers"][0]["trace"]["C"] for line in streamed(client, model=model, fields=["C"])] == C
