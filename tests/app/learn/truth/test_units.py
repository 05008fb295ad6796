"""The parts of a unit that its figures name."""

import pytest

from app.learn.text.places import Place, TutorialError
from app.learn.truth import units
from app.learn.truth.moments import moment
from lstm_core.blueprints import GRU, LSTM
from tests.app.learn.samples import FILE, RUNS

HERE = Place(FILE, 7)


def test_what_the_page_has_at_hand_of_an_lstm_and_of_a_gru() -> None:
    assert " ".join(units.shown(LSTM)) == "x f i g o kept added C tanh_C h h_prev C_prev"
    assert " ".join(units.shown(GRU)) == "x z r n heard fresh passed kept added h h_prev"
    assert units.lights(LSTM) == ("forget", "write", "merge", "output")
    assert units.GATES == {"forget": "f", "input": "i", "output": "o", "update": "z", "reset": "r"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"phase": "reset"},
            "phase: expected one of signals, forget, write, merge, output_valve, output, found 'reset'",
        ),
        ({"light": "reset"}, "light: expected one of forget, write, merge, output, found 'reset'"),
        ({"valve": "z"}, "valve: expected one of f, i, g, o, found 'z'"),
        ({"pins": "reset:0"}, "this run cannot be made: "),
    ],
)
def test_a_name_of_another_unit_is_refused(change: dict[str, str], message: str) -> None:
    with pytest.raises(TutorialError) as caught:
        RUNS.trace(moment({"model": "latch"} | change, HERE))
    assert message in str(caught.value)
