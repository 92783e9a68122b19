"""The circuit breaker of a backend."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.inference.domain.breaker import Breaker


def broken(threshold: int = 5) -> Breaker:
    """A breaker that has just opened at time 0."""
    breaker = Breaker(threshold=threshold, cooldown=2.0, longest=10.0)
    for _ in range(threshold):
        breaker.begin()
        breaker.fail(0.0)
    return breaker


def test_five_failures_in_a_row_stop_calls() -> None:
    breaker = Breaker(threshold=5)
    for _ in range(4):
        breaker.fail(0.0)
    assert breaker.allows(0.0)
    breaker.fail(0.0)
    assert not breaker.allows(0.1)


def test_a_success_in_between_starts_the_count_anew() -> None:
    breaker = Breaker(threshold=5)
    for _ in range(4):
        breaker.fail(0.0)
    breaker.succeed()
    for _ in range(4):
        breaker.fail(0.0)
    assert breaker.allows(0.0)


def test_after_the_pause_one_call_may_try() -> None:
    breaker = broken()
    assert not breaker.allows(1.9)
    assert breaker.allows(2.0)
    breaker.begin()
    assert not breaker.allows(2.0)


def test_a_failed_try_doubles_the_pause_up_to_the_longest() -> None:
    breaker = broken()
    now = 2.0
    for pause in (4.0, 8.0, 10.0, 10.0):
        breaker.begin()
        breaker.fail(now)
        assert breaker.opens_in(now) == pause
        now += pause


def test_a_try_that_succeeds_lets_all_calls_through() -> None:
    breaker = broken()
    breaker.begin()
    breaker.succeed()
    assert breaker.allows(2.0)
    breaker.begin()
    assert breaker.allows(2.0)


def test_a_try_the_caller_gave_up_lets_another_one_try() -> None:
    breaker = broken()
    breaker.begin()
    breaker.abandon()
    assert breaker.allows(2.0)


def test_calls_that_began_before_it_opened_do_not_prolong_the_pause() -> None:
    breaker = broken()
    breaker.fail(1.0)
    assert breaker.opens_in(1.0) == 1.0


@given(st.lists(st.sampled_from(["call-ok", "call-fail", "call-abandon", "wait"]), max_size=60))
def test_it_never_locks_a_backend_out_for_good(steps: list[str]) -> None:
    breaker, now = Breaker(threshold=3, cooldown=1.0, longest=8.0), 0.0
    for step in steps:
        if step == "wait":
            now += 1.0
        elif breaker.allows(now):
            breaker.begin()
            if step == "call-ok":
                breaker.succeed()
            elif step == "call-fail":
                breaker.fail(now)
            else:
                breaker.abandon()
    assert breaker.allows(now + 8.0)
