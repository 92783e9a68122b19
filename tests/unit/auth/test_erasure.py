"""An erasure begins once, hears each service once, and ends with the last of them."""

from __future__ import annotations

from functools import reduce
from typing import Any

from kernel.erasure import reports
from services.auth.domain.erasure import Erasure, evolve, report, start
from services.auth.domain.erasure_events import ErasureCompleted, ErasureStarted, SubjectErased
from services.auth.reactions.run_erasure import reporting


def state(*events: Any) -> Erasure:
    return reduce(evolve, events, Erasure())


STARTED = ErasureStarted("u1", "admin", ("auth", "chat"))


def test_it_begins_once() -> None:
    assert start(Erasure(), "u1", "admin", ["auth", "chat"]) == [STARTED]
    assert start(state(STARTED), "u1", "somebody", ["auth"]) == []


def test_the_last_report_completes_it_with_all_counts() -> None:
    told = SubjectErased("u1", "chat", {"chats": 3})
    assert report(state(STARTED), "u1", "chat", {"chats": 3}, 5, 9) == [told]
    assert state(STARTED, told).waiting_for == ("auth",)
    assert report(state(STARTED, told), "u1", "auth", {"sessions": 2, "keys": 0}, 5, 9) == [
        SubjectErased("u1", "auth", {"sessions": 2, "keys": 0}),
        ErasureCompleted("u1", "admin", 5, 9, {"auth.sessions": 2, "chat.chats": 3}),
    ]


def test_a_report_that_comes_again_adds_nothing() -> None:
    told = SubjectErased("u1", "chat", {"chats": 3})
    assert report(state(STARTED, told), "u1", "chat", {"chats": 1}, 5, 9) == []
    done = ErasureCompleted("u1", "admin", 5, 9, {})
    assert report(state(STARTED, told, done), "u1", "late", {}, 5, 9) == []


def test_every_service_with_a_report_in_its_contract_is_waited_for() -> None:
    assert reporting() == sorted(reports()) == ["auth", "chat", "knowledge"]
