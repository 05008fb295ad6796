"""What units are built up from equals what is read off their equations and drawings."""

import pytest

from lstm_core.blueprints import BLUEPRINTS, GRU, GRU_RESET_BEFORE, LSTM, RNN
from lstm_core.blueprints.assemblies import assemblies
from lstm_core.blueprints.plumbing import nodes, pipes
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.wires import wires


def drawn(blueprint: Blueprint, *built: str) -> set[str]:
    """Return the parts that are drawn while only these assemblies are there."""
    everything = {node.id for node in nodes(blueprint)} | {pipe.id for pipe in pipes(blueprint)}
    everything |= {wire.id for wire in wires(blueprint)}
    gone = {part for one in assemblies(blueprint) if one.id not in built for part in one.parts}
    loose = {one.id for one in wires(blueprint) if {one.start, one.end} & gone}
    return everything - gone - loose


BARE = {"old", "kept", "memory", "new"}
JOINT = {"joint", "added", "write", "candidate", "candidate_net"}


def test_an_lstm_grows_from_the_bare_pipe_to_the_whole() -> None:
    assert [one.id for one in assemblies(LSTM)] == ["pipe", "forget", "joint", "nets", "output"]
    assert drawn(LSTM, "pipe") == BARE
    assert drawn(LSTM, "pipe", "forget") == BARE | {"forget"}
    assert drawn(LSTM, "pipe", "forget", "joint") == BARE | JOINT | {"forget"}
    controlled = drawn(LSTM, "pipe", "forget", "joint", "nets")
    assert controlled - BARE - JOINT == {
        "forget", "forget_net", "write_net", "turn_f", "turn_i", "peep_f", "peep_i",
        *(f"{signal}_{net}" for signal in ("x", "h_prev") for net in ("forget", "write", "candidate")),
    }  # fmt: skip
    output = {"fork", "branch", "squeeze", "squeezed", "output", "out"}
    assert drawn(LSTM, "pipe", "output") == BARE | output
    assert drawn(LSTM, "pipe", "forget", "nets") >= {"forget_net", "turn_f", "x_forget"}


@pytest.mark.parametrize(
    ("blueprint", "before_the_valve"),
    [(GRU, {"candidate_inner", "heard"}), (GRU_RESET_BEFORE, {"old_fork", "old_branch"})],
)
def test_a_gru_has_its_reset_valve_as_a_part_of_its_own(
    blueprint: Blueprint, before_the_valve: set[str]
) -> None:
    assert [one.id for one in assemblies(blueprint)] == ["pipe", "forget", "joint", "reset", "nets"]
    assert drawn(blueprint, "pipe") == BARE
    two = drawn(blueprint, "pipe", "forget", "joint")
    assert two == BARE | JOINT | {"forget"}
    assert drawn(blueprint, "pipe", "forget", "joint", "reset") - two == before_the_valve | {
        "passed",
        "reset",
    }


def test_a_unit_that_makes_its_memory_anew_is_not_built_up() -> None:
    assert assemblies(RNN) == ()


@pytest.mark.parametrize("blueprint", [LSTM, GRU, GRU_RESET_BEFORE], ids=lambda unit: unit.name)
def test_the_whole_is_all_assemblies_together(blueprint: Blueprint) -> None:
    found = assemblies(blueprint)
    whole = {node.id for node in nodes(blueprint)} | {pipe.id for pipe in pipes(blueprint)}
    assert {part for one in found for part in one.parts} - whole <= {wire.id for wire in wires(blueprint)}
    assert {part for one in found for part in one.parts} >= whole
    assert {phase for one in found for phase in one.phases} == {phase.id for phase in blueprint.phases}


def test_the_number_of_a_phase_comes_with_the_part_at_which_it_stands() -> None:
    phases = {one.id: set(one.phases) for one in assemblies(LSTM)}
    assert phases == {
        "pipe": set(), "forget": {"signals", "forget"}, "joint": {"write", "merge"},
        "nets": {"signals", "output_valve"}, "output": {"output_valve", "output"},
    }  # fmt: skip


def test_every_unit_of_the_page_can_be_asked() -> None:
    assert {name for name, unit in BLUEPRINTS.items() if assemblies(unit)} == set(BLUEPRINTS) - {"rnn"}
