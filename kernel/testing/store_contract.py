"""What every event store must do: the conformance suite run by each implementation.

A test class derives from StoreContract and overrides the fixtures `store` (empty, with the account
book's registry) and `keys` (its key ring). `keep_raw` puts a commit document into the log as an older
version would have left it.
"""

from __future__ import annotations

import asyncio
import hashlib
from abc import abstractmethod
from dataclasses import replace
from typing import Any

import pytest
from parlance.testing.v1 import events_pb2

from kernel.context import CallContext, Caller
from kernel.errors import ClaimTaken, Refusal, VersionConflict
from kernel.eventstore.codec import UnknownEvent
from kernel.eventstore.commits import BrokenStream
from kernel.eventstore.idempotency import Entry, once
from kernel.eventstore.model import Transaction
from kernel.privacy import KeyRing
from kernel.testing.account_book import Account, evolve
from kernel.testing.account_events import AccountClosed, AccountOpened, MoneyMoved

CTX = CallContext(request_id="r-1", correlation_id="c-1", causation_id="e-0", traceparent="00-1-2-01")
OPENED = AccountOpened(
    owner_id="anna",
    name="Anna Müller",
    portrait=b"\x00\xffpicture",
    tags=("a", "b"),
    labels={"colour": "green"},
    note="",
    limit=-7,
)


def adding(stream: str, *events: Any) -> Any:
    """Work that appends to the end of a stream, wherever that is."""

    async def work(tx: Transaction) -> int:
        _, version = await tx.fold(stream, Account(), evolve)
        return await tx.append(stream, version, events)

    return work


def at(stream: str, expected: int, *events: Any) -> Any:
    """Work that appends at a version the caller names."""

    async def work(tx: Transaction) -> int:
        return await tx.append(stream, expected, events)

    return work


class StoreContract:
    """Derive, override the fixtures, implement `keep_raw`."""

    @abstractmethod
    async def keep_raw(self, store: Any, document: dict[str, Any]) -> None:
        """Put a commit document into the log."""

    @abstractmethod
    async def raw(self, store: Any, stream: str) -> list[dict[str, Any]]:
        """The commit documents of a stream as stored."""

    async def test_events_come_back_as_they_were_appended(self, store: Any) -> None:
        version = await store.execute(CTX, at("account-1", 0, OPENED, MoneyMoved(100)))
        assert version == 2
        assert await store.execute(CTX, adding("account-1", AccountClosed("done"))) == 3
        events = await store.load("account-1")
        assert [e.event for e in events] == [OPENED, MoneyMoved(100), AccountClosed("done")]
        assert [e.version for e in events] == [1, 2, 3]
        assert len({e.id for e in events}) == 3
        first = events[0]
        assert (first.type, first.stream, first.actor) == ("AccountOpened", "account-1", "system")
        assert (first.correlation_id, first.causation_id, first.request_id) == ("c-1", "e-0", "r-1")
        assert first.traceparent == "00-1-2-01"
        assert first.time > 1_600_000_000_000

    async def test_load_after_a_version_starts_with_the_next_event(self, store: Any) -> None:
        await store.execute(CTX, at("account-1", 0, OPENED, MoneyMoved(1), MoneyMoved(2)))
        await store.execute(CTX, at("account-1", 3, MoneyMoved(3)))
        assert [e.version for e in await store.load("account-1", after=1)] == [2, 3, 4]
        assert [e.version for e in await store.load("account-1", after=3)] == [4]
        assert await store.load("account-1", after=4) == []
        assert await store.load("account-2") == []

    async def test_fold_gives_state_and_version(self, store: Any) -> None:
        await store.execute(CTX, at("account-1", 0, OPENED, MoneyMoved(100), MoneyMoved(-30)))
        assert await store.fold("account-1", Account(), evolve) == (Account("Anna Müller", 70, True), 3)
        assert await store.fold("account-2", Account(), evolve) == (Account(), 0)

    async def test_appending_nothing_changes_nothing(self, store: Any) -> None:
        await store.execute(CTX, at("account-1", 0, OPENED))
        assert await store.execute(CTX, at("account-1", 1)) == 1
        assert len(await store.load("account-1")) == 1

    async def test_a_stale_expected_version_is_a_conflict(self, store: Any) -> None:
        await store.execute(CTX, at("account-1", 0, OPENED, MoneyMoved(1)))
        await store.execute(CTX, at("account-1", 2, MoneyMoved(2)))
        for stale in (0, 2):
            with pytest.raises(VersionConflict):
                await store.execute(CTX, at("account-1", stale, MoneyMoved(3)))
        assert len(await store.load("account-1")) == 3

    async def test_a_version_the_stream_never_had_is_a_conflict_once_it_is_loaded(self, store: Any) -> None:
        async def work(tx: Transaction) -> None:
            await tx.load("account-1")
            await tx.append("account-1", 5, [MoneyMoved(1)])

        with pytest.raises(VersionConflict):
            await store.execute(CTX, work)
        assert await store.load("account-1") == []

    async def test_two_writers_never_both_get_a_version(self, store: Any) -> None:
        await store.execute(CTX, at("account-1", 0, OPENED))
        tries = [store.execute(CTX, at("account-1", 1, MoneyMoved(n))) for n in range(6)]
        results = await asyncio.gather(*tries, return_exceptions=True)
        assert sorted(type(r).__name__ for r in results if r != 2) != []
        assert [r for r in results if r == 2] == [2]
        assert all(isinstance(r, VersionConflict) for r in results if r != 2)
        assert [e.version for e in await store.load("account-1")] == [1, 2]

    async def test_concurrent_commands_on_one_stream_all_succeed_in_some_order(self, store: Any) -> None:
        await store.execute(CTX, at("account-1", 0, OPENED))
        tries = [store.execute(CTX, adding("account-1", MoneyMoved(2**n))) for n in range(8)]
        versions = await asyncio.gather(*tries)
        assert sorted(versions) == list(range(2, 10))
        state, version = await store.fold("account-1", Account(), evolve)
        assert (state.cents, version) == (255, 9)

    async def test_a_transaction_sees_its_own_events(self, store: Any) -> None:
        async def work(tx: Transaction) -> tuple[Account, int]:
            await tx.append("account-1", 0, [OPENED])
            await tx.append("account-1", 1, [MoneyMoved(5)])
            return await tx.fold("account-1", Account(), evolve)

        assert await store.execute(CTX, work) == (Account("Anna Müller", 5, True), 2)
        assert [e.version for e in await store.load("account-1")] == [1, 2]

    async def test_a_failed_transaction_leaves_nothing(self, store: Any) -> None:
        async def work(tx: Transaction) -> None:
            await tx.append("account-1", 0, [OPENED])
            await tx.claim("mail", "a@example.org", "anna")
            await tx.load("account-1")
            raise Refusal("NOT_FOUND")

        with pytest.raises(Refusal):
            await store.execute(CTX, work)
        assert await store.load("account-1") == []
        await store.execute(CTX, claiming("a@example.org", "berta"))

    async def test_several_streams_commit_together_or_not_at_all(self, store: Any) -> None:
        async def transfer(tx: Transaction) -> None:
            await tx.append("account-1", 0, [OPENED])
            await tx.append("account-2", 0, [replace(OPENED, owner_id="berta")])

        await store.execute(CTX, at("account-2", 0, OPENED))
        with pytest.raises(VersionConflict):
            await store.execute(CTX, transfer)
        assert await store.load("account-1") == []

    async def test_the_hook_is_called_after_commits_with_events_only(self, store: Any) -> None:
        calls = []
        store.committed = lambda: calls.append(1)
        await store.execute(CTX, at("account-1", 0, OPENED))
        assert calls == [1]
        await store.execute(CTX, claiming("a@example.org", "anna"))
        with pytest.raises(VersionConflict):
            await store.execute(CTX, at("account-1", 0, OPENED))
        assert calls == [1]

    async def test_a_claim_belongs_to_one_owner_until_released(self, store: Any) -> None:
        await store.execute(CTX, claiming("a@example.org", "anna"))
        await store.execute(CTX, claiming("a@example.org", "anna"))
        with pytest.raises(ClaimTaken):
            await store.execute(CTX, claiming("a@example.org", "berta"))
        await store.execute(CTX, releasing("a@example.org", "berta"))
        with pytest.raises(ClaimTaken):
            await store.execute(CTX, claiming("a@example.org", "berta"))
        await store.execute(CTX, releasing("a@example.org", "anna"))
        await store.execute(CTX, claiming("a@example.org", "berta"))

    async def test_a_claim_can_change_hands_within_a_transaction(self, store: Any) -> None:
        async def work(tx: Transaction) -> None:
            await tx.claim("mail", "a@example.org", "anna")
            with pytest.raises(ClaimTaken):
                await tx.claim("mail", "a@example.org", "berta")
            await tx.release("mail", "a@example.org", "anna")
            await tx.claim("mail", "a@example.org", "berta")

        await store.execute(CTX, work)
        with pytest.raises(ClaimTaken):
            await store.execute(CTX, claiming("a@example.org", "anna"))

    async def test_of_concurrent_claims_one_wins_and_the_others_are_told(self, store: Any) -> None:
        def sign_up(n: int) -> Any:
            async def work(tx: Transaction) -> int:
                await tx.claim("mail", "a@example.org", f"user-{n}")
                return await tx.append(f"account-{n}", 0, [OPENED])

            return store.execute(CTX, work)

        results = await asyncio.gather(*(sign_up(n) for n in range(6)), return_exceptions=True)
        assert [r for r in results if r == 1] == [1]
        assert all(isinstance(r, ClaimTaken) for r in results if r != 1)
        streams = [await store.load(f"account-{n}") for n in range(6)]
        assert sum(map(len, streams)) == 1

    async def test_personal_fields_are_not_readable_in_the_log(self, store: Any) -> None:
        await store.execute(CTX, at("account-1", 0, OPENED))
        stored = (await self.raw(store, "account-1"))[0]["events"][0]["data"]
        assert "Müller".encode() not in stored
        assert b"picture" not in stored
        assert b"green" in stored

    async def test_a_forgotten_subject_leaves_empty_fields_in_a_valid_stream(
        self, store: Any, keys: KeyRing
    ) -> None:
        await store.execute(CTX, at("account-1", 0, OPENED, MoneyMoved(3)))
        await store.execute(CTX, at("account-2", 0, replace(OPENED, owner_id="berta", name="Berta")))
        await keys.forget("anna")
        erased = replace(OPENED, name="", portrait=b"")
        assert [e.event for e in await store.load("account-1")] == [erased, MoneyMoved(3)]
        assert (await store.load("account-2"))[0].event.name == "Berta"
        await store.execute(CTX, at("account-3", 0, OPENED))
        assert (await store.load("account-3"))[0].event == erased

    async def test_older_events_are_brought_to_the_present_form(self, store: Any) -> None:
        data = events_pb2.MoneyMoved(units=4).SerializeToString()
        await self.keep_raw(store, stored("account-1", 1, "MoneyMoved", 1, data))
        assert [e.event for e in await store.load("account-1")] == [MoneyMoved(400)]

    @pytest.mark.parametrize(("name", "schema"), [("SomethingNew", 1), ("MoneyMoved", 3)])
    async def test_an_unknown_event_is_an_error_not_a_gap(self, store: Any, name: str, schema: int) -> None:
        await self.keep_raw(store, stored("account-1", 1, name, schema, b""))
        with pytest.raises(UnknownEvent, match=name):
            await store.load("account-1")

    async def test_a_missing_commit_is_noticed(self, store: Any) -> None:
        data = events_pb2.MoneyMoved(cents=4).SerializeToString()
        await self.keep_raw(store, stored("account-1", 1, "MoneyMoved", 2, data))
        await self.keep_raw(store, stored("account-1", 3, "MoneyMoved", 2, data))
        await self.keep_raw(store, stored("account-2", 2, "MoneyMoved", 2, data))
        for stream in ("account-1", "account-2"):
            with pytest.raises(BrokenStream):
                await store.load(stream)

    async def test_the_first_answer_is_given_again(self, store: Any) -> None:
        runs = []

        async def run() -> bytes:
            runs.append(1)
            version = await store.execute(CTX, adding("account-1", OPENED))
            return f"version {version}".encode()

        assert await once(store, CTX, "k", "f", run) == b"version 1"
        assert await once(store, CTX, "k", "f", run) == b"version 1"
        assert (len(runs), len(await store.load("account-1"))) == (1, 1)

    async def test_a_key_is_bound_to_its_request_and_its_caller(self, store: Any) -> None:
        async def run() -> bytes:
            await store.execute(CTX, adding("account-1", OPENED))
            return b"ok"

        await once(store, CTX, "k", "f", run)
        with pytest.raises(Refusal) as refused:
            await once(store, CTX, "k", "another", run)
        assert refused.value.reason == "IDEMPOTENCY_KEY_REUSED"
        berta = CallContext(request_id="r-2", caller=Caller("berta", "user", "session"))
        assert await once(store, berta, "k", "another", run) == b"ok"

    async def test_of_simultaneous_calls_with_a_key_one_runs(self, store: Any) -> None:
        async def run() -> bytes:
            version = await store.execute(CTX, adding("account-1", OPENED))
            await asyncio.sleep(0.02)
            return f"version {version}".encode()

        calls = [once(store, CTX, "k", "f", run) for _ in range(5)]
        results = await asyncio.gather(*calls, return_exceptions=True)
        answers = [r for r in results if isinstance(r, bytes)]
        refused = [r for r in results if isinstance(r, Refusal)]
        assert set(answers) == {b"version 1"}
        assert {r.reason for r in refused} <= {"IDEMPOTENCY_IN_FLIGHT"}
        assert len(answers) + len(refused) == 5
        assert len(await store.load("account-1")) == 1

    async def test_a_dead_holder_is_replaced_when_its_lease_is_over(self, store: Any) -> None:
        async def run() -> bytes:
            return b"second"

        await store.answers.take("system:k", Entry("f", "dead", until=2.0**40))
        with pytest.raises(Refusal) as refused:
            await once(store, CTX, "k", "f", run)
        assert refused.value.reason == "IDEMPOTENCY_IN_FLIGHT"
        await store.answers.free("system:k", "dead")
        await store.answers.take("system:k", Entry("f", "dead", until=1.0))
        assert await once(store, CTX, "k", "f", run) == b"second"

    async def test_a_call_that_lost_its_lease_commits_nothing(self, store: Any) -> None:
        async def run() -> bytes:
            await store.execute(CTX, adding("account-1", OPENED))
            standing = await store.answers.take("system:k", Entry("f", "probe", 0.0))
            await store.answers.take_over("system:k", standing, Entry("f", "other", 2.0**40))
            return b"too late"

        with pytest.raises(Refusal) as refused:
            await once(store, CTX, "k", "f", run)
        assert refused.value.reason == "IDEMPOTENCY_IN_FLIGHT"
        assert await store.load("account-1") == []
        standing = await store.answers.take("system:k", Entry("f", "x", 0.0))
        assert (standing.holder, standing.answer) == ("other", None)

    async def test_a_refusal_after_the_command_began_is_the_answer(self, store: Any) -> None:
        runs = []

        async def run() -> bytes:
            runs.append(1)

            async def work(tx: Transaction) -> None:
                await tx.append("account-1", 0, [OPENED])
                raise Refusal("NOT_FOUND", "no such thing", {"id": "7"})

            await store.execute(CTX, work)
            return b""

        for _ in range(2):
            with pytest.raises(Refusal) as refused:
                await once(store, CTX, "k", "f", run)
            assert (refused.value.reason, str(refused.value)) == ("NOT_FOUND", "no such thing")
            assert refused.value.details == {"id": "7"}
        assert len(runs) == 1
        assert await store.load("account-1") == []

    @pytest.mark.parametrize("reason", ["VALIDATION_FAILED", "UNAVAILABLE", None])
    async def test_a_refusal_before_the_command_or_for_a_passing_fault_is_not_kept(
        self, store: Any, reason: str | None
    ) -> None:
        runs = []

        async def run() -> bytes:
            runs.append(1)
            if len(runs) == 1:
                if reason is None:
                    raise Refusal("NOT_FOUND")
                await store.execute(CTX, at("account-1", 0, OPENED))
                raise Refusal(reason)
            await store.execute(CTX, adding("account-1", OPENED))
            return b"fine"

        with pytest.raises(Refusal):
            await once(store, CTX, "k", "f", run)
        assert await once(store, CTX, "k", "f", run) == b"fine"
        assert len(await store.load("account-1")) == 1

    async def test_commands_of_one_call_commit_with_its_answer_or_not_at_all(self, store: Any) -> None:
        async def run() -> bytes:
            await store.execute(CTX, at("account-1", 0, OPENED))
            assert len(await store.load("account-1")) == 1
            await store.execute(CTX, at("account-2", 0, OPENED))
            raise RuntimeError("the handler broke")

        with pytest.raises(RuntimeError):
            await once(store, CTX, "k", "f", run)
        assert await store.load("account-1") == []
        assert await store.load("account-2") == []

    async def test_a_joined_command_that_fails_is_undone_alone(self, store: Any) -> None:
        async def failing(tx: Transaction) -> None:
            await tx.append("account-1", 0, [OPENED])
            await tx.claim("mail", "a@example.org", "anna")
            raise Refusal("CONFLICT")

        async def run() -> bytes:
            with pytest.raises(Refusal):
                await store.execute(CTX, failing)
            await store.execute(CTX, at("account-2", 0, OPENED))
            return b"second way"

        assert await once(store, CTX, "k", "f", run) == b"second way"
        assert await store.load("account-1") == []
        assert len(await store.load("account-2")) == 1
        await store.execute(CTX, claiming("a@example.org", "berta"))


def claiming(value: str, owner: str) -> Any:
    """Work that takes a mail address."""

    async def work(tx: Transaction) -> None:
        await tx.claim("mail", value, owner)

    return work


def releasing(value: str, owner: str) -> Any:
    """Work that gives a mail address back."""

    async def work(tx: Transaction) -> None:
        await tx.release("mail", value, owner)

    return work


def stored(stream: str, version: int, name: str, schema: int, data: bytes) -> dict[str, Any]:
    """A commit document of one event, as stored."""
    event = {"id": hashlib.sha256(data).hexdigest(), "type": name, "schema": schema, "data": data}
    return {
        "stream": stream,
        "version": version,
        "events": [event],
        "actor": "old",
        "correlation": "",
        "causation": "",
        "request": "",
        "traceparent": "",
        "time": 1,
        "pending": True,
    }
