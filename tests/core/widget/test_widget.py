"""The widget, as far as it needs no browser, and what stands in its place."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lstm_core.widget.open
from lstm_core import LSTMParams, Pin, Pins, run
from lstm_core.widget import PictureInstead
from lstm_core.widget.built import Built, built
from lstm_core.widget.open import NOT_BUILT, NOT_INSTALLED

TRACE = run(LSTMParams.random(D=2, H=3, seed=1), np.random.default_rng(2).normal(size=(6, 2)))
SCRIPTS = Built("export default {}", ":host{}", {"widget.label": "A run"})


def test_without_anywidget_there_is_the_picture_and_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "lstm_core.widget.live", raising=False)
    shown = TRACE.widget(step=2)
    assert isinstance(shown, PictureInstead)
    assert (shown.reason, shown.picture) == (NOT_INSTALLED, TRACE.picture(step=2))
    assert shown._repr_html_().startswith(f"<p>{NOT_INSTALLED}</p><svg")
    assert repr(shown) == f"PictureInstead(reason={NOT_INSTALLED!r})"


def test_without_its_script_there_is_the_picture_and_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("anywidget", reason="needs anywidget")
    monkeypatch.setattr(lstm_core.widget.open, "built", lambda _: None)
    shown = TRACE.widget()
    assert (shown.reason, shown.picture) == (NOT_BUILT, TRACE.picture())


def test_what_is_built_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    assert built("en", tmp_path) is None
    (tmp_path / "widget.js").write_text("export default {}")
    (tmp_path / "widget.css").write_text(":host{}")
    assert built("en", tmp_path) is None
    (tmp_path / "words.en.json").write_text('{"widget.label": "A run"}')
    assert built("en", tmp_path) == SCRIPTS
    assert built("zh", tmp_path) is None
    with pytest.raises(ValueError, match="language is 'de', expected 'en' or 'zh'"):
        built("de", tmp_path)


def test_what_there_is_not_cannot_be_shown() -> None:
    with pytest.raises(IndexError, match="step 6 is not in the run, expected 0 to 5"):
        TRACE.widget(step=6)
    with pytest.raises(ValueError, match="units name 3, expected a unit from 0 to 2"):
        TRACE.widget(units=[3])
    kept = run(TRACE.params, TRACE.x, keep=("h", "C"))
    with pytest.raises(AttributeError, match="run it without keep"):
        kept.widget()


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a widget with a script that does nothing, and what it sent in `widget.sent`."""
    pytest.importorskip("anywidget", reason="needs anywidget: pip install memory-pipe[notebook]")
    monkeypatch.setattr(lstm_core.widget.open, "built", lambda _: SCRIPTS)
    made = TRACE.widget(step=-2, units=[0, 2])
    sent: list[Any] = []
    monkeypatch.setattr(made, "send", sent.append)
    return made, sent


def test_a_page_that_turns_a_valve_is_answered(widget: Any) -> None:
    made, sent = widget
    assert made.run == {"units": [0, 2]} | made.run
    assert made.run["C"] == TRACE.C[:, [0, 2]].tolist()
    held = run(TRACE.params, TRACE.x, pins=Pins([Pin("f", 0.5, first=1)]))
    made._handle_custom_msg({"ask": 7, "pins": [{"gate": "forget", "value": 0.5, "from": 1}]}, [])
    assert (sent[0]["answer"], sent[0]["found"]["C"]) == (7, held.C[:, [0, 2]].tolist())
    np.testing.assert_array_equal(made.trace.C, held.C)
    assert made.pins == held.pins


def test_dye_is_answered_and_leaves_the_run_as_it_is(widget: Any) -> None:
    made, sent = widget
    made._handle_custom_msg({"ask": 8, "pins": [{"gate": "forget", "value": 0.5}], "dye": 2}, [])
    held = run(TRACE.params, TRACE.x, pins=Pins([Pin("f", 0.5)]))
    expected = [[0, 0]] * 2 + [(0.5**n * held.added[2, [0, 2]]).tolist() for n in range(4)]
    np.testing.assert_allclose(sent[0]["found"], expected, rtol=1e-12)
    assert not made.pins


def test_a_wrong_question_is_refused_with_its_reason_and_changes_nothing(widget: Any) -> None:
    made, sent = widget
    made._handle_custom_msg({"ask": 1, "pins": [{"gate": "forget", "value": 0.5, "from": 9}]}, [])
    made._handle_custom_msg({"ask": 2}, [])
    made._handle_custom_msg({"ask": 3, "pins": [], "dye": 6}, [])
    made._handle_custom_msg({"other": 1}, [])
    made._handle_custom_msg("nothing", [])
    assert [one["refused"] for one in sent] == [
        "pin of f has first = 9, expected a step from 0 to 5",
        "pins are None, expected a list of gates with values",
        "dye is 6, expected a step from 0 to 5",
    ]
    assert made.trace is made._shown.trace
    assert not made.pins


def test_it_knows_its_step_and_says_in_a_line_what_it_is(widget: Any) -> None:
    made, _ = widget
    assert made.step == 4
    made.step = 0
    import traitlets

    with pytest.raises(traitlets.TraitError, match="step is 6, expected 0 to 5"):
        made.step = 6
    assert repr(made) == f"<TraceWidget: {TRACE!r}, at step 0>"
