"""``memory-pipe trace --dye``: the same numbers as `dye_from`, `water_age` and `half_life`, in each form."""

import csv
import io
import json
import math
from pathlib import Path

import numpy as np
import pytest

from lstm_core import GRUParams, LayerStack, Pin, Pins, dye, dye_from, half_life, water_age
from lstm_core.command import main
from lstm_core.interop import dump, load
from lstm_core.stacks.trace import LayerRun, StackRun
from tests.architecture.tree import ROOT
from tests.core.interop.agreement import FIXTURES

MODEL = str(FIXTURES / "pytorch-both-ways.safetensors")
X = np.random.default_rng(0).normal(size=(5, 3))
NAMES = ["dyed", "memory", "age", "half_life"]


@pytest.fixture
def rows(tmp_path: Path) -> str:
    np.savetxt(tmp_path / "in.csv", X, delimiter=",", fmt="%.17g")
    return str(tmp_path / "in.csv")


@pytest.fixture
def expected() -> StackRun:
    return load(MODEL).stack().run(X)


def arrays(one: LayerRun, source: int | None) -> list[np.ndarray]:
    lives = np.broadcast_to(half_life(one), one.trace.h.shape)
    return [dye_from(one, source), one.trace.values[one.trace.blueprint.lane], water_age(one), lives]


def test_the_table_has_a_row_for_each_step_and_unit(
    rows: str, expected: StackRun, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["trace", MODEL, rows, "--dye", "1"]) == 0
    table = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert list(table[0]) == ["layer", "direction", "step", "unit", *NAMES]
    assert len(table) == 2 * 2 * 5 * 4
    for row in table:
        layer = expected[int(row["layer"]), row["direction"]]  # type: ignore[index]  # a name from a file
        for name, array in zip(NAMES, arrays(layer, 1), strict=True):
            assert float(row[name]) == array[int(row["step"]), int(row["unit"])]


@pytest.mark.parametrize(("source", "place"), [("start", None), ("3", 3)])
def test_json_and_npz_hold_the_same(
    rows: str, expected: StackRun, tmp_path: Path, source: str, place: int | None
) -> None:
    out = tmp_path / "out"
    assert main(["trace", MODEL, rows, "--dye", source, "--json", "-o", str(out)]) == 0
    whole = json.loads(out.read_text())
    assert (whole["steps"], whole["dye"]) == (5, source if place is None else place)
    assert main(["trace", MODEL, rows, "--dye", source, "--npz", "-o", str(out)]) == 0
    with np.load(out, allow_pickle=False) as archive:
        assert len(archive) == 4 * len(NAMES)
        for told, one in zip(whole["layers"], expected.layers, strict=True):
            assert [told["layer"], told["direction"]] == [one.layer, one.direction]
            for name, array in zip(NAMES, arrays(one, place), strict=True):
                wanted = array[0] if name == "half_life" else array
                np.testing.assert_array_equal(told[name], wanted)
                np.testing.assert_array_equal(archive[f"layers.{one.layer}.{one.direction}.{name}"], wanted)


def test_some_units_of_a_batch_of_a_gru_with_a_valve_held(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    stack, x = LayerStack.of(GRUParams.random(2, 3, 0)), np.random.default_rng(1).normal(size=(4, 2, 2))
    (tmp_path / "gru.npz").write_bytes(dump(stack, "npz"))
    np.save(tmp_path / "in.npy", x)
    chosen = ["--units", "2,0", "--digits", "3", "--pin", "update:1:3", "--fields", "dyed,half_life"]
    assert main(["trace", str(tmp_path / "gru.npz"), str(tmp_path / "in.npy"), "--dye", "0", *chosen]) == 0
    table = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    (one,) = stack.run(x, pins={(0, "forward"): Pins([Pin("z", 1.0, (2,))])}).layers
    assert list(table[0]) == ["layer", "direction", "step", "sequence", "unit", "dyed", "half_life"]
    assert [row["unit"] for row in table] == ["2", "0"] * 8
    for row in table:
        t, sequence, unit = (int(row[name]) for name in ("step", "sequence", "unit"))
        assert float(row["dyed"]) == pytest.approx(dye(one, t)[1, sequence, unit], rel=5e-3)
        assert math.isinf(float(row["half_life"])) == (unit == 2)


def test_what_has_no_number_is_empty(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "in.csv").write_text("0,0,0\n1,1,0\n")
    latch = [str(ROOT / "app" / "presets" / "latch.json"), str(tmp_path / "in.csv"), "--dye", "1"]
    shut = ["--pin", "forget:0", "--pin", "input:0::1"]
    assert main(["trace", *latch, *shut, "--fields", "age,half_life"]) == 0
    assert capfdbinary.readouterr().out.splitlines()[1] == b"0,forward,0,0,,0.0"
    assert main(["trace", *latch, *shut, "--json"]) == 0
    (layer,) = json.loads(capfdbinary.readouterr().out)["layers"]
    assert (layer["age"][0], layer["half_life"]) == ([None], [0.0])
    assert main(["trace", *latch, "--pin", "forget:1", "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["layers"][0]["half_life"] == [None]


def test_the_buying_price(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = ROOT / "app" / "presets" / "stock-position.json"
    example = next(one for one in json.loads(path.read_text())["examples"] if one["id"] == "two-trades")
    np.savetxt(tmp_path / "in.csv", np.array(example["inputs"]), delimiter=",")
    chosen = ["--dye", "12", "--units", "0", "--digits", "3"]
    assert main(["trace", str(path), str(tmp_path / "in.csv"), *chosen]) == 0
    last = capfdbinary.readouterr().out.splitlines()[-1].split(b",")
    assert last[2:6] == [b"23", b"0", b"-0.415", b"-0.414"]


def test_a_step_that_is_not_there_is_named(rows: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", MODEL, rows, "--dye", "5"]) == 1
    assert capsys.readouterr().err == "memory-pipe: --dye is 5, expected start or a step from 0 to 4\n"
    assert main(["trace", MODEL, rows, "--dye", "0", "--fields", "f"]) == 1
    assert "layer 0 forward has dyed, memory, age, half_life" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "says"),
    [(["--dye", "-1"], "expected start or a step"), (["--dye", "0", "--ndjson"], "nothing for --ndjson")],
)
def test_a_wrong_question_is_refused(given: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["trace", MODEL, "-", *given])
    assert ended.value.code == 2
    assert says in capsys.readouterr().err
