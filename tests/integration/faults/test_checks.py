"""The checks find what they are there for: a lost, a doubled, a half-refused write, a hole, a wrong order."""

from __future__ import annotations

from tests.integration.faults import checks
from tests.integration.faults.recorder import OK, REFUSED, UNKNOWN, Attempt, Fault, Ledger, Request


def write(mark: str, outcome: str, **more: object) -> Request:
    return Request("chat", "POST", "/x", mark=mark, outcome=outcome, **more)  # type: ignore[arg-type]


def test_a_lost_a_doubled_and_a_refused_write_that_shows_are_found() -> None:
    writes = [write("a", OK), write("b", OK), write("c", REFUSED), write("d", UNKNOWN), write("e", UNKNOWN)]
    assert checks.effects(writes, {"a": 1, "b": 1, "e": 1}, {}) == []
    assert "a was acknowledged and shows 0" in checks.effects(writes, {"b": 1}, {})[0]
    assert "b was acknowledged and shows 2" in checks.effects(writes, {"a": 1, "b": 2}, {})[0]
    assert "c was refused and shows 1" in checks.effects(writes, {"a": 1, "b": 1, "c": 1}, {})[0]
    assert "d shows 2" in checks.effects(writes, {"a": 1, "b": 1, "d": 2}, {})[0]


def test_the_last_acknowledged_write_of_a_place_must_stand() -> None:
    writes = [write("a", OK, place="p", replaces=True), write("b", OK, place="p", replaces=True)]
    assert checks.effects(writes, {}, {"p": "b"}) == []
    assert checks.effects(writes, {}, {"p": "a"}) != []
    assert checks.effects(writes, {}, {}) != []


def test_gaps_and_doubles_in_a_stream_are_found() -> None:
    assert checks.versions([("s", 3, 1), ("s", 1, 2), ("t", 1, 1)]) == []
    assert checks.versions([("s", 1, 1), ("s", 3, 1)]) != []
    assert checks.versions([("s", 1, 2), ("s", 2, 1)]) != []


def test_a_bus_that_misses_doubles_invents_or_reorders_is_found() -> None:
    assert checks.mirrored("x", ["1", "2"], ["1", "2"]) == []
    assert "not on the bus" in checks.mirrored("x", ["1", "2"], ["1"])[0]
    assert "2 times" in checks.mirrored("x", ["1", "2"], ["1", "2", "2"])[0]
    assert "not in the log" in checks.mirrored("x", ["1"], ["1", "2"])[0]
    assert "another order" in checks.mirrored("x", ["1", "2"], ["2", "1"])[0]


def test_hanging_requests_and_refused_valid_ones_are_found() -> None:
    slow = write("a", REFUSED)
    slow.attempts = [Attempt(0.0, 10.5, 401)]
    assert len(checks.hung([slow], 10)) == 1
    assert len(checks.unexpected_refusals([slow])) == 1
    slow.must_fail = True
    assert checks.unexpected_refusals([slow]) == []


def test_waits_are_counted_for_the_fault_they_met() -> None:
    met, later = write("a", OK), write("b", OK)
    met.attempts = [Attempt(9.0, 3.0, 0), Attempt(12.5, 0.5, 200)]
    later.attempts = [Attempt(30.0, 7.0, 200)]
    ledger = Ledger(1, [met, later])
    fault = Fault("auth", 10.0, 14.0)
    assert ledger.longest(fault) == 3.0
    assert round(ledger.first_write_after(Fault("chat", 10.0, 14.0)), 3) == 3.0
    assert ledger.first_write_after(Fault("knowledge", 10.0, 14.0)) > 3.0, "no file was written"
