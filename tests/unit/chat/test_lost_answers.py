"""When a run counts as lost: after seconds of silence, and never for what this process could not hear."""

from __future__ import annotations

from kernel.bus.nats import Health
from services.chat.answering.lost import LOOK, SILENCE, Silence

UP = Health(True, 0.0)
BEAT = 1.0
RUNS = frozenset({"run-a", "run-b"})


def looked(silence: Silence, start: float, seconds: float, bus: Health = UP) -> float | None:
    """Look every LOOK seconds; when something was lost."""
    now = start
    while now <= start + seconds:
        if silence.lost(RUNS, now, bus):
            return now
        now += LOOK
    return None


def test_who_is_heard_of_every_second_is_never_lost() -> None:
    silence = Silence()
    now = 100.0
    while now < 200.0:
        if now % BEAT == 0:
            silence.hear(RUNS, now)
        assert silence.lost(RUNS, now, UP) == []
        now += LOOK


def test_a_run_that_falls_silent_is_lost_within_five_seconds_of_its_death() -> None:
    silence = Silence()
    now = 100.0
    while now <= 110.0:
        silence.hear(RUNS, now)
        silence.lost(RUNS, now, UP)
        now += LOOK
    found = looked(silence, now, 10)
    assert found is not None
    # It may have died the moment after it was heard.
    assert SILENCE < found - 110.0 < 4.5


def test_only_the_silent_one_is_lost() -> None:
    silence = Silence()
    now, lost = 100.0, []
    while now < 120.0 and not lost:
        silence.hear(["run-b"], now)
        lost = silence.lost(RUNS, now, UP)
        now += LOOK
    assert lost == ["run-a"]


def test_a_run_nobody_ever_spoke_of_is_lost_too() -> None:
    found = looked(Silence(), 100.0, 10)
    assert found is not None
    assert SILENCE < found - 100.0 < 4.5


def test_nothing_is_judged_while_the_bus_is_away_nor_right_after() -> None:
    silence = Silence()
    silence.hear(RUNS, 99.0)
    assert looked(silence, 100.0, 30, Health(False, 100.0, "gone")) is None
    found = looked(silence, 130.5, 10, Health(True, 130.5))
    assert found is not None
    assert found - 130.5 > SILENCE


def test_a_pause_of_its_own_is_not_held_against_others() -> None:
    silence = Silence()
    for now in (100.0, 100.5, 101.0):
        silence.hear(RUNS, now)
        silence.lost(RUNS, now, UP)
    assert silence.lost(RUNS, 160.0, UP) == []
    silence.hear(RUNS, 160.1)
    assert looked(silence, 160.5, SILENCE - 0.5) is None
