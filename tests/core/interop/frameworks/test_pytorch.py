"""State dicts of PyTorch, against what PyTorch computed with them."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lstm_core import Head, LSTMParams
from lstm_core.arrays import Array
from lstm_core.interop import FormatError, dump, load, read
from lstm_core.interop.containers import safetensors
from lstm_core.interop.containers.limits import Limits
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.core.interop.agreement import FIXTURES, equal, expected, run_like_pytorch, same
from tests.fixtures import make_pytorch

needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")


def tensors_of(data: bytes) -> dict[str, Array]:
    return safetensors.parse(data, Limits())[0]


@pytest.mark.parametrize("name", make_pytorch.CASES)
def test_a_file_of_pytorch_computes_what_pytorch_computed(name: str) -> None:
    contents = load(FIXTURES / f"pytorch-{name}.safetensors")
    case = expected(f"pytorch-{name}")
    assert (contents.format, list(contents.stacks)) == ("pytorch", ["encoder"])
    assert sorted(one.name for one in contents.ignored) == ["fc.bias", "fc.weight"]
    trace = run_like_pytorch(contents.stack("encoder", head="fc"), case)
    equal(trace.outputs, case["outputs"])


@needs_torch
@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize("name", make_pytorch.CASES)
def test_a_file_written_now_computes_what_pytorch_computes(name: str, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    module, case = make_pytorch.make(make_pytorch.CASES[name], seed=99)
    save_file(module.state_dict(), tmp_path / "model.safetensors")
    trace = run_like_pytorch(load(tmp_path / "model.safetensors").stack(head="fc"), case)
    equal(trace.outputs, case["outputs"])


@needs_torch
def test_pytorch_loads_what_we_write_and_computes_the_same() -> None:
    import torch
    from safetensors.torch import load as torch_load

    rng = np.random.default_rng(0)
    stack = LayerStack(
        [
            StackLayer(*(Layer(LSTMParams.random(D, 4, rng, "none")) for _ in range(2)))  # type: ignore[arg-type]  # two layers for two directions
            for D in (3, 8)
        ]
    )
    x = rng.normal(size=(5, 2, 3))
    module = torch.nn.Module()
    module.lstm = torch.nn.LSTM(3, 4, 2, bidirectional=True, dtype=torch.float64)
    module.load_state_dict(torch_load(dump(stack, "pytorch")))
    with torch.no_grad():
        np.testing.assert_allclose(
            stack.run(x).h, module.lstm(torch.tensor(x))[0].numpy(), rtol=0, atol=1e-12
        )


@pytest.mark.parametrize("name", make_pytorch.CASES)
def test_a_round_trip_through_pytorch_names_is_exact(name: str) -> None:
    stack = load(FIXTURES / f"pytorch-{name}.safetensors").stack(head="fc")
    data = dump(stack, "pytorch")
    assert list(load(data).stacks) == ["lstm"]
    same(load(data).stack(head="head"), stack)
    assert dump(load(data).stack(head="head"), "pytorch") == data


def test_a_cell_of_pytorch_and_a_file_without_prefix_are_read() -> None:
    tensors = tensors_of((FIXTURES / "pytorch-one.safetensors").read_bytes())
    plain = {name.removeprefix("encoder."): a for name, a in tensors.items() if name.startswith("encoder.")}
    cell = {name.removesuffix("_l0"): array for name, array in plain.items()}
    wanted = load(FIXTURES / "pytorch-one.safetensors").stack()
    for arrays in (plain, cell):
        contents = load(safetensors.serialise(arrays, {}))
        assert list(contents.stacks) == [""]
        same(contents.stack(), wanted)


def test_several_lstms_and_other_layers_are_told_apart() -> None:
    tensors = tensors_of((FIXTURES / "pytorch-one.safetensors").read_bytes())
    twice = {f"{part}.{name.removeprefix('encoder.')}": array for part in ("a.b", "c")
             for name, array in tensors.items() if name.startswith("encoder.")}  # fmt: skip
    gru = {"gru.weight_ih_l0": np.zeros((6, 3)), "gru.weight_hh_l0": np.zeros((6, 2)), "n": np.zeros(1)}
    contents = load(safetensors.serialise(twice | gru, {}))
    assert sorted(contents.stacks) == ["a.b", "c", "gru"]
    assert [(one.name, one.shape, one.why) for one in contents.ignored] == [("n", "(1,)", "")]
    assert contents.stack("gru").layers[0].directions[0][1].params.blueprint.name == "gru"
    same(contents.stack("c"), contents.stack("a.b"))
    with pytest.raises(FormatError, match=r"found 3 networks: .*, expected the name of one"):
        contents.stack()
    with pytest.raises(FormatError, match=r"found no network .d., expected one of "):
        contents.stack("d")
    with pytest.raises(FormatError, match="layer 1 reads 3 numbers, expected 4"):
        contents.stack("a.b", "c")


FAULTS: dict[str, tuple[Callable[[Array], Array], str]] = {
    "weight_hh_l0": (lambda a: a[:, :3], r"weight_hh: found shape \(16, 3\), expected .* = \(16, 4\)"),
    "weight_ih_l0": (lambda a: a[:15], r"weight_ih: found shape \(15, 3\), expected \(4 H, D\) = \(16, 3\)"),
    "bias_ih_l0": (lambda a: a * np.nan, r"bias_ih: found nan at \(0,\), expected finite numbers"),
    "bias_hh_l0": (lambda a: a.astype(np.int64), r"bias_hh: found int64 values, expected floating-point"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_tensor_that_does_not_fit_is_named(name: str) -> None:
    tensors = tensors_of((FIXTURES / "pytorch-one.safetensors").read_bytes())
    change, message = FAULTS[name]
    tensors[f"encoder.{name}"] = change(tensors[f"encoder.{name}"])
    with pytest.raises(FormatError, match=r"encoder\. layer 0 forward " + message):
        load(safetensors.serialise(tensors, {}))


def test_a_missing_tensor_or_layer_is_named() -> None:
    tensors = tensors_of((FIXTURES / "pytorch-three.safetensors").read_bytes())
    without = {name: array for name, array in tensors.items() if name != "encoder.weight_hh_l1"}
    with pytest.raises(FormatError, match="layer 1 forward: found no weight_hh, expected one beside"):
        load(safetensors.serialise(without, {}))
    without = {name: array for name, array in tensors.items() if "_l1" not in name}
    with pytest.raises(FormatError, match="found layers 0, 2, expected 0, 1, 2 and so on"):
        load(safetensors.serialise(without, {}))
    with pytest.raises(FormatError, match=r"tensors: found fc\.bias, fc\.weight, expected an LSTM"):
        load(safetensors.serialise({name: tensors[name] for name in ("fc.bias", "fc.weight")}, {}))


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("weight_hh_l0", ("weight_hh_l0_g", "weight_hh_l0_v")),
        (
            "weight_hh_l0",
            ("parametrizations.weight_hh_l0.original0", "parametrizations.weight_hh_l0.original1"),
        ),
        ("weight_hh_l0", ("weight_hh_l0_raw",)),
        ("bias_ih_l0", ("bias_ih_l0_mask", "bias_ih_l0_orig")),
    ],
)
def test_a_tensor_kept_as_what_it_is_made_of_is_named(whole: str, parts: tuple[str, ...]) -> None:
    tensors = tensors_of((FIXTURES / "pytorch-one.safetensors").read_bytes())
    changed = {name: array for name, array in tensors.items() if name != f"encoder.{whole}"}
    changed |= {f"encoder.{one}": np.ones((2, 2)) for one in parts}
    with pytest.raises(FormatError) as fault:
        load(safetensors.serialise(changed, {}))
    assert fault.value.part == f"encoder.{whole}"
    assert fault.value.found == "parts of it: " + ", ".join(f"encoder.{one}" for one in parts)
    assert "torch.nn.utils" in fault.value.expected


def test_tensors_in_the_module_of_a_network_are_noted_and_layers_beside_it_are_not() -> None:
    tensors = tensors_of((FIXTURES / "pytorch-one.safetensors").read_bytes())
    assert read(safetensors.serialise(tensors, {})).notes == ()
    norm = {"encoder.layernorm_i.weight": np.ones(16), "encoder.peephole": np.ones(4)}
    told = "beside its weights may change its steps; here they do not"
    contents = read(safetensors.serialise(tensors | norm, {}))
    assert contents.notes == (f"encoder.: layernorm_i.weight, peephole {told}",)
    same(contents.join(), load(FIXTURES / "pytorch-one.safetensors").stack())
    made = ("weight_hh_l0_orig", "weight_hh_l0_mask", "parametrizations.weight_hh_l0.0._u")
    both = read(safetensors.serialise(tensors | {f"encoder.{one}": np.ones(2) for one in made}, {}))
    assert both.notes == (), "what a weight that is there was made of changes nothing"
    plain = {name.removeprefix("encoder."): array for name, array in tensors.items()}
    assert read(safetensors.serialise(plain, {})).notes == ()
    cell = read(safetensors.serialise(plain | {"layernorm_c.bias": np.ones(4)}, {}))
    assert cell.notes == (f"tensors: layernorm_c.bias {told}",)


def test_what_pytorch_cannot_hold_is_refused() -> None:
    for stack, message in (
        (LayerStack.of(LSTMParams.random(1, 2, 0)), "found peepholes, expected none"),
        (LayerStack([StackLayer(backward=Layer(LSTMParams.random(1, 2, 0, "none")))]), "run backward alone"),
        (
            LayerStack([StackLayer(Layer(LSTMParams.random(1, H, 0, "none"))) for H in (1, 2)]),
            "found layers that differ",
        ),
        (
            LayerStack([StackLayer(Layer(LSTMParams.random(1, 2, 0, "none"), C0=np.ones(2)))]),
            "found first states",
        ),
    ):
        with pytest.raises(FormatError, match=message):
            dump(stack, "pytorch")


def test_a_head_that_does_not_fit_is_named() -> None:
    contents = load(FIXTURES / "pytorch-one.safetensors")
    with pytest.raises(FormatError, match="head: found no linear layer 'fd', expected one of 'fc'"):
        contents.stack(head="fd")
    assert isinstance(contents.stack(head="fc").head, Head)
