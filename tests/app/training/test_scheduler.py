"""The scheduler, chunk by chunk: what it keeps, what it loses, and who is next."""

import asyncio
import time
from pathlib import Path

import numpy as np
import pytest

from app.faults.kinds import TooMany, Unavailable
from app.training import scheduler as schedulers
from app.training.chunks import Checkpoint, take
from app.training.hands import Result
from app.training.records import Phase
from app.training.store import Most
from tests.app.training.hands import House, expected, last, small


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a house with an empty store."""
    return House(tmp_path)


def phase(house: House, training: str) -> Phase:
    """Return how a training is going."""
    found = house.store.read(training)
    assert found is not None
    return found.phase


@pytest.mark.parametrize("unit", ["lstm", "gru", "rnn"])
def test_chunks_give_the_bits_of_lstm_core_train(house: House, unit: str) -> None:
    training = house.begin(unit=unit, units=3)
    house.rounds(4)
    assert phase(house, training) is Phase.DONE
    assert np.array_equal(last(house.store, training), expected(small(unit=unit, units=3)))
    assert [(n, step) for n, step, _ in house.store.weights(training, 0)] == [
        (0, 0), (1, 5), (2, 10), (3, 15), (4, 20),
    ]  # fmt: skip


def test_the_last_chunk_is_cut_to_the_steps(house: House) -> None:
    training = house.begin(steps=12)
    house.rounds(3)
    assert [step for _, step, _ in house.store.weights(training, 0)] == [0, 5, 10, 12]
    assert np.array_equal(last(house.store, training), expected(small(steps=12)))


def test_clients_take_turns_although_one_has_more_trainings(house: House) -> None:
    for seed in (1, 2, 3):
        house.begin("a", seed=seed, steps=100)
    house.begin("b", seed=9, steps=100)
    for _ in range(12):
        house.scheduler.round()
        plan, state, n, future = house.hands.given.pop(0)
        future.set_result(in_a_second(plan, state, n))
    assert sum(seed == 9 for seed in house.hands.order) == 6
    assert sorted(house.hands.order.count(seed) for seed in (1, 2, 3)) == [2, 2, 2]


def in_a_second(plan: str, state: bytes, n: int) -> Result:
    """Return a chunk that says that it took one second."""
    found = take(plan, state, n)
    assert isinstance(found, Checkpoint)
    return found._replace(told=found.told | {"seconds": 1.0})


def test_a_killed_process_loses_the_chunk_and_no_bit(house: House) -> None:
    training = house.begin()
    house.rounds(1)
    house.scheduler.round()
    house.hands.die()
    house.scheduler.round()
    found = house.store.read(training)
    assert found is not None
    assert found.step == 5
    house.hands.work()
    house.rounds(2)
    assert phase(house, training) is Phase.DONE
    assert np.array_equal(last(house.store, training), expected(small()))


def test_a_training_that_kills_its_process_three_times_in_a_row_fails(house: House) -> None:
    training = house.begin()
    for _ in range(3):
        house.scheduler.round()
        house.hands.die()
    house.scheduler.round()
    found = house.store.read(training)
    assert found is not None
    assert (found.phase, found.error) == (Phase.FAILED, "Its process ended 3 times in a row.")
    assert house.hands.given == []


def test_another_process_goes_on_when_the_lease_has_ended(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = house.begin()
    house.rounds(2)  # the third chunk is under way when the server is killed
    other = House(tmp_path, "other")
    other.rounds(1)
    assert other.hands.order == []  # its owner may be alive
    future = time.time_ns() + schedulers.LEASE + 10**9
    monkeypatch.setattr("app.training.scheduler.time.time_ns", lambda: future)
    third = House(tmp_path, "third")
    third.rounds(2)
    assert phase(third, training) is Phase.DONE
    assert np.array_equal(last(third.store, training), expected(small()))
    # The first process was only slow: what it brings now is not kept twice.
    house.hands.work()
    house.scheduler.round()
    assert [n for n, _, _ in house.store.weights(training, 0)] == [0, 1, 2, 3, 4]


def test_a_server_that_stops_gives_its_trainings_back_at_once(house: House, tmp_path: Path) -> None:
    training = house.begin()
    house.scheduler.start()
    house.scheduler.stop()
    other = House(tmp_path, "other")
    other.rounds(4)
    assert phase(other, training) is Phase.DONE
    assert np.array_equal(last(other.store, training), expected(small()))


def test_a_pause_keeps_the_chunk_under_way_and_nothing_more(house: House) -> None:
    training = house.begin()
    house.scheduler.round()
    house.store.pause(training)
    house.hands.work()
    house.rounds(2)
    found = house.store.read(training)
    assert found is not None
    assert (found.phase, found.step) == (Phase.PAUSED, 5)
    house.store.resume(training, house.place)
    house.rounds(3)
    assert phase(house, training) is Phase.DONE
    assert np.array_equal(last(house.store, training), expected(small()))


def test_a_resumed_training_whose_chunk_is_still_under_way_gets_no_second_one(house: House) -> None:
    training = house.begin()
    house.scheduler.round()
    house.store.pause(training)
    house.store.resume(training, house.place)
    house.scheduler.round()
    assert len(house.hands.given) == 1
    house.hands.work()
    house.rounds(3)
    assert np.array_equal(last(house.store, training), expected(small()))


def test_a_training_deleted_in_the_middle_of_a_chunk_leaves_nothing(house: House) -> None:
    training = house.begin()
    house.scheduler.round()
    assert house.store.remove(training)
    house.hands.work()
    house.scheduler.round()
    assert house.store.read(training) is None
    assert house.store.weights(training, 0) == []
    assert not house.store.remove(training)


def test_nobody_listens_and_it_pauses_until_somebody_does(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = house.begin()
    house.rounds(1)
    later = time.time_ns() + 21 * 10**9
    monkeypatch.setattr("app.training.scheduler.time.time_ns", lambda: later)
    house.rounds(1)
    assert phase(house, training) is Phase.LEFT
    monkeypatch.undo()
    house.store.listen([training])
    assert phase(house, training) is Phase.QUEUED
    house.rounds(3)
    assert phase(house, training) is Phase.DONE
    assert np.array_equal(last(house.store, training), expected(small()))


def test_whoever_listens_keeps_it_going(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    training = house.begin()
    later = time.time_ns() + 21 * 10**9
    monkeypatch.setattr("app.training.scheduler.time.time_ns", lambda: later)

    async def listen() -> None:
        with house.bell.listening(training) as rung:
            assert house.bell.heard == [training]
            house.rounds(1)
            await asyncio.wait_for(rung.wait(), 5)
        assert house.bell.heard == []

    asyncio.run(listen())
    found = house.store.read(training)
    assert found is not None
    assert found.step == 5


def test_what_was_paused_by_hand_stays_paused_though_somebody_listens(house: House) -> None:
    training = house.begin()
    house.store.pause(training)
    house.store.listen([training])
    assert phase(house, training) is Phase.PAUSED


def test_what_nobody_asks_for_is_deleted_after_an_hour(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    done, paused = house.begin(steps=5), house.begin()
    house.store.pause(paused)
    house.rounds(1)
    assert phase(house, done) is Phase.DONE
    later = time.time_ns() + 3601 * 10**9
    monkeypatch.setattr("app.training.scheduler.time.time_ns", lambda: later)
    monkeypatch.setattr(schedulers, "_LOOK", 0.0)
    house.rounds(1)
    assert (house.store.read(done), house.store.read(paused)) == (None, None)


def test_more_than_share_the_processes_wait(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedulers, "AT_ONCE", 2)
    trainings = [house.begin(client, steps=5) for client in "aabc"]
    house.scheduler.round()
    assert [phase(house, one) for one in trainings] == [
        Phase.RUNNING, Phase.QUEUED, Phase.RUNNING, Phase.QUEUED,
    ]  # fmt: skip
    house.hands.work()
    house.scheduler.round()
    # The first has ended, and neither its client nor the last has one that runs: the older begins.
    assert [phase(house, one) for one in trainings] == [
        Phase.DONE, Phase.RUNNING, Phase.RUNNING, Phase.QUEUED,
    ]  # fmt: skip


def test_a_client_that_comes_later_takes_a_place_from_one_that_has_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedulers, "AT_ONCE", 3)
    trainings = [house.begin("a", seed=seed) for seed in (1, 2, 3, 4)]
    house.scheduler.round()
    trainings += [house.begin("b", seed=5), house.begin("c", seed=6)]
    house.scheduler.round()
    waits, runs = Phase.QUEUED, Phase.RUNNING
    assert [phase(house, one) for one in trainings] == [runs, waits, waits, waits, runs, runs]
    house.rounds(24)
    assert [phase(house, one) for one in trainings] == [Phase.DONE] * 6
    for seed, training in enumerate(trainings, 1):
        assert np.array_equal(last(house.store, training), expected(small(seed=seed)))


def test_a_client_and_all_together_may_have_so_many(tmp_path: Path) -> None:
    house = House(tmp_path, most=Most(2, 3))
    first, _ = house.begin("a"), house.begin("a")
    with pytest.raises(TooMany, match="2 of your trainings run or wait, the limit max_trainings_of_client"):
        house.begin("a")
    house.begin("b")
    with pytest.raises(Unavailable, match="3 trainings run or wait, which is the limit max_trainings"):
        house.begin("c")
    house.store.pause(first)
    house.begin("c")
    with pytest.raises(Unavailable):
        house.store.resume(first, house.place)
    assert phase(house, first) is Phase.PAUSED


def test_a_client_drops_its_own_old_trainings_and_never_those_of_others(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.training.store.SHARE_KEPT", 2)
    other = house.begin("b")
    house.store.pause(other)
    mine = []
    for _ in range(4):
        mine.append(house.begin("a"))
        house.store.pause(mine[-1])
    assert [house.store.read(one) is not None for one in mine] == [False, False, True, True]
    assert house.store.read(other) is not None


def test_learning_that_diverges_is_told_and_keeps_what_was_before(house: House) -> None:
    training = house.begin(learning_rate=1000.0, clip=1000.0, steps=100)
    house.rounds(20)
    found = house.store.read(training)
    assert found is not None
    assert found.phase is Phase.DIVERGED
    assert found.error is not None
    assert found.error.startswith("training diverged in step ")
    assert len(house.store.weights(training, 0)) == found.checkpoints >= 1
