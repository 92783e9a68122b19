"""Refused acts are counted and handed on; somebody who never stops does not fill the disk."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kernel.refusals import A_DAY, BURST, Act, Counted, Refusals, Sum


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Kept:
    def __init__(self) -> None:
        self.counted: list[Counted] = []
        self.sums: list[Sum] = []
        self.away = False

    async def __call__(self, counted: Sequence[Counted], summed: Sum | None) -> None:
        if self.away:
            raise ConnectionError("away")
        self.counted += counted
        self.sums += [summed] if summed is not None else []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def refusals(clock: Clock, kept: Kept) -> Refusals:
    return Refusals(kept, clock, clock)


async def test_the_first_is_told_at_once_and_repeats_once_a_minute(
    refusals: Refusals, clock: Clock, kept: Kept
) -> None:
    act = Act("CREDENTIALS_WRONG", account="ada", address="203.0.113.1", sign_in=True)
    refusals.note(act)
    await refusals.flush()
    assert [(one.act, one.count) for one in kept.counted] == [(act, 1)]
    for _ in range(50):
        clock.now += 1
        refusals.note(act)
        await refusals.flush()
    assert len(kept.counted) == 1
    clock.now += 10
    await refusals.flush()
    assert [one.count for one in kept.counted] == [1, 50]
    assert kept.counted[1].last_at - kept.counted[1].first_at == 49_000


async def test_a_flood_of_different_acts_is_bounded_and_none_is_lost_from_the_count(
    refusals: Refusals, clock: Clock, kept: Kept
) -> None:
    noted = 0
    for second in range(1800):
        for number in range(50):
            refusals.note(Act("CREDENTIALS_WRONG", account=f"{second}-{number}", sign_in=True))
            noted += 1
        clock.now += 1
        await refusals.flush()
    await refusals.flush(everything=True)
    told = sum(one.count for one in kept.counted) + sum(s.counts.total() for s in kept.sums)
    assert told == noted
    assert len(kept.counted) <= BURST + A_DAY / 48 + 1
    assert len(kept.sums) <= 31


async def test_what_cannot_be_kept_now_is_kept_later_with_what_came_meanwhile(
    refusals: Refusals, clock: Clock, kept: Kept
) -> None:
    act = Act("ACCESS_PROHIBITED", "/x", "u1")
    kept.away = True
    refusals.note(act)
    await refusals.flush()
    clock.now += 5
    refusals.note(act)
    kept.away = False
    await refusals.flush()
    assert [(one.count, one.first_at, one.last_at) for one in kept.counted] == [(2, 1_000_000, 1_005_000)]


async def test_outages_are_not_refusals(refusals: Refusals, kept: Kept) -> None:
    for reason in ("UNAVAILABLE", "OVERLOADED", "TOKEN_STALE"):
        refusals.note(Act(reason))
    await refusals.flush(everything=True)
    assert kept.counted == []


def test_a_name_that_was_tried_does_not_show() -> None:
    assert "ada@" not in repr(Act("CREDENTIALS_WRONG", account="ada@example.test"))
