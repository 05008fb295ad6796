"""What is derived from the LSTM's blueprint equals the lists that were once written by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from lstm_core.blueprints import BLUEPRINTS, LSTM
from lstm_core.blueprints.as_json import as_json

DRAWN: dict[str, Any] = json.loads(Path(__file__).with_name("lstm_as_drawn.json").read_text("utf-8"))
"""The lists by hand: names, kinds, roles, phases, fields, their order. Addresses and texts rely on them."""


@pytest.fixture(scope="module")
def lstm() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(as_json(LSTM)))
    return found


def written(token: Any, kind: str) -> list[Any]:
    """Return a token of a formula as the oracle writes it."""
    if isinstance(token, str):
        return [token]
    if "peephole" in token:
        return [part for inner in token.get(kind, []) for part in written(inner, kind)]
    return [[token["symbol"], token.get("sub"), token["role"]]]


@pytest.mark.parametrize("kind", ["nodes", "wires"])
def test_nodes_and_wires_are_those_that_are_drawn(lstm: dict[str, Any], kind: str) -> None:
    assert lstm[kind] == DRAWN[kind]


def test_pipes_are_those_that_are_drawn(lstm: dict[str, Any]) -> None:
    assert [
        {k: v for k, v in pipe.items() if k not in ("gradient", "apart")} for pipe in lstm["pipes"]
    ] == DRAWN["pipes"]


def test_water_of_another_size_than_the_memory_s_is_marked() -> None:
    apart = {
        name: {pipe["id"] for pipe in as_json(unit)["pipes"] if pipe.get("apart")}
        for name, unit in BLUEPRINTS.items()
    }
    assert apart == {
        "lstm": {"squeezed", "out"},
        "gru": {"heard", "passed"},
        "gru_reset_before": set(),
        "rnn": set(),
    }


def test_valves_come_in_the_order_in_which_water_meets_them(lstm: dict[str, Any]) -> None:
    assert [node["id"] for node in lstm["nodes"] if node["kind"] == "valve"] == DRAWN["valves"]


def test_phases_have_their_names_questions_and_columns(lstm: dict[str, Any]) -> None:
    assert [{k: v for k, v in phase.items() if k != "formulas"} for phase in lstm["phases"]] == DRAWN[
        "phases"
    ]


@pytest.mark.parametrize("row", DRAWN["formulas"], ids=lambda row: f"{row['phase']}-{row['kind']}")
def test_formulas_are_written_as_the_peephole_demands(lstm: dict[str, Any], row: dict[str, Any]) -> None:
    (phase,) = (phase for phase in lstm["phases"] if phase["id"] == row["phase"])
    found = [
        [part for token in formula for part in written(token, row["kind"])] for formula in phase["formulas"]
    ]
    assert found == row["formulas"]


def test_symbols_have_their_order_and_roles(lstm: dict[str, Any]) -> None:
    assert lstm["symbols"] == DRAWN["symbols"]
    assert list(lstm["symbols"]) == list(DRAWN["symbols"])


def test_spotlights_light_the_same_parts(lstm: dict[str, Any]) -> None:
    def lights(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        assert all(len(row["parts"]) == len(set(row["parts"])) for row in rows)
        return [row | {"parts": sorted(row["parts"])} for row in rows]

    assert lights(lstm["spotlights"]) == lights(DRAWN["spotlights"])


def test_the_timeline_has_a_row_for_each_valve(lstm: dict[str, Any]) -> None:
    assert lstm["heat"] == DRAWN["heat"]


def test_the_charts_have_their_rows_and_axes(lstm: dict[str, Any]) -> None:
    assert [row["field"] for row in lstm["charts"]] == [row["field"] for row in DRAWN["charts"]]
    for row, drawn in zip(lstm["charts"], DRAWN["charts"], strict=True):
        assert row["role"] == drawn["role"]
        assert row["axis"] == (pytest.approx(drawn["range"]) if "range" in drawn else None)
        assert row["range"] == ([round(end) for end in drawn["range"]] if "range" in drawn else None)


def test_the_picture_of_the_way_back_shows_the_gradients_that_it_showed(lstm: dict[str, Any]) -> None:
    # In the oracle dC is 10, dh is 20, and what came to C before the step is 30.
    known = {("C", False): 10, ("h", False): 20, ("C", True): 30}
    shown = {
        pipe["id"]: known[pipe["gradient"]["field"], pipe["gradient"]["before"]]
        if pipe["gradient"]["shown"]
        else None
        for pipe in lstm["pipes"]
    }
    assert shown == DRAWN["backflow"]
    hidden = {
        pipe["id"]: pipe["gradient"]["field"] for pipe in lstm["pipes"] if not pipe["gradient"]["shown"]
    }
    assert hidden == {"candidate": "g", "branch": "C_tanh_C", "squeezed": "tanh_C"}


def test_what_else_a_page_needs_of_an_lstm(lstm: dict[str, Any]) -> None:
    assert lstm["gates"] == {"forget": "f", "input": "i", "output": "o"}
    assert lstm["keeping"] == {"opening": "f", "added": "added"}
    assert lstm["terms"] == ["Wx", "Uh", "pC", "b"]
    assert {net["letter"]: net["sign"] for net in lstm["nets"]} == {"f": "σ", "i": "σ", "g": "tanh", "o": "σ"}
    assert {net["letter"]: net["peephole"] for net in lstm["nets"]} == {
        "f": "C_prev", "i": "C_prev", "g": None, "o": "C"
    }  # fmt: skip
    assert {net["letter"]: net["range"] for net in lstm["nets"]}["g"] == [-1, 1]
    assert lstm["nets"][0]["weights"] == {"W": ["H", "D"], "U": ["H", "H"], "b": ["H"]}


@pytest.mark.parametrize("blueprint", BLUEPRINTS.values(), ids=list(BLUEPRINTS))
def test_every_unit_is_whole(blueprint: Any) -> None:
    unit = json.loads(json.dumps(as_json(blueprint), allow_nan=False))
    nodes = {node["id"] for node in unit["nodes"]}
    fields = {field["name"] for field in unit["fields"]}
    ids = [part["id"] for kind in ("pipes", "wires") for part in unit[kind]]
    assert len(nodes) == len(unit["nodes"])
    assert len(set(ids)) == len(ids)
    for part in (*unit["pipes"], *unit["wires"]):
        assert part["to"] in nodes
        assert part["from"] in nodes | {"x", *(f"{state}_prev" for state in unit["carried"])}
    assert {pipe["field"] for pipe in unit["pipes"]} <= fields
    assert {column for phase in unit["phases"] for column in phase["columns"]} <= fields & set(
        unit["symbols"]
    )
    assert {part for light in unit["spotlights"] for part in light["parts"]} <= {*ids, *nodes, "tank"}
    assert {row["field"] for row in (*unit["heat"], *unit["charts"])} <= fields
    for node in unit["nodes"]:
        assert node.get("field") in fields | {None}


def test_a_gru_has_its_valves_pipes_and_phases() -> None:
    gru, before = as_json(BLUEPRINTS["gru"]), as_json(BLUEPRINTS["gru_reset_before"])
    for unit in (gru, before):
        assert [phase["id"] for phase in unit["phases"]] == [
            "signals", "reset", "candidate", "forget", "write", "merge"
        ]  # fmt: skip
        assert unit["gates"] == {"update": "z", "reset": "r"}
        assert unit["keeping"] == {"opening": "z", "added": "added"}
        valves = {node["id"]: node for node in unit["nodes"] if node["kind"] == "valve"}
        assert [*valves] == ["reset", "forget", "write"]
        assert {name: valve.get("gate") for name, valve in valves.items()} == {
            "reset": "reset", "forget": "update", "write": None
        }  # fmt: skip
        assert {name: valve.get("linked", False) for name, valve in valves.items()} == {
            "reset": False, "forget": False, "write": True
        }  # fmt: skip
        assert valves["write"]["letter"] == "z"
    ways = {pipe["id"]: (pipe["from"], pipe["to"], pipe["field"]) for pipe in gru["pipes"]}
    assert ways == {
        "old": ("old", "forget", "h_prev"),
        "heard": ("candidate_inner", "reset", "heard"),
        "passed": ("reset", "candidate_net", "passed"),
        "kept": ("forget", "joint", "kept"),
        "candidate": ("candidate_net", "write", "n"),
        "added": ("write", "joint", "added"),
        "memory": ("joint", "new", "h"),
    }
    others = {pipe["id"]: (pipe["from"], pipe["to"], pipe["field"]) for pipe in before["pipes"]}
    del ways["heard"]
    assert others == ways | {"old_branch": ("old_fork", "reset", "h_prev")}


def in_words(unit: dict[str, Any], phase: str) -> list[str]:
    """Return the formulas of a phase as plain text."""
    (row,) = (row for row in unit["phases"] if row["id"] == phase)
    return [
        " ".join(
            part if isinstance(part, str) else f"{part[0]}_{part[1]}" if part[1] else part[0] for part in line
        )
        for line in ([p for token in formula for p in written(token, "none")] for formula in row["formulas"])
    ]


def test_the_formulas_of_a_gru_say_what_its_reset_valve_stands_in_front_of() -> None:
    gru, before = as_json(BLUEPRINTS["gru"]), as_json(BLUEPRINTS["gru_reset_before"])
    assert in_words(gru, "signals") == [
        "z_t = σ ( W_z x_t + U_z h_t−1 + b_z )",
        "r_t = σ ( W_r x_t + U_r h_t−1 + b_r )",
        "heard = U_n h_t−1 + b_Un",
        "fresh = 1 − z_t",
    ]
    assert in_words(gru, "reset") == ["passed = r_t ⊙ heard"]
    assert in_words(gru, "candidate") == ["n_t = tanh ( W_n x_t + passed + b_n )"]
    assert in_words(before, "reset") == ["passed = r_t ⊙ h_t−1"]
    assert in_words(before, "candidate") == ["n_t = tanh ( W_n x_t + U_n passed + b_n )"]
    assert in_words(before, "merge") == ["h_t = kept + added"]
