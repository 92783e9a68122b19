"""What every event store must do: the conformance suite run by each implementation.

A test class derives from StoreContract and overrides the fixtures `store` (empty, with the account
book's registry) and `keys` (its key ring). `keep_raw` puts a commit document into the log as an older
version would have left it.
"""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from dataclasses import replace
from typing import Any

import pytest
from parlance.testing.v1 import events_pb2

from kernel.errors import ClaimTaken, Refusal, VersionConflict
from kernel.eventstore.codec import UnknownEvent
from kernel.eventstore.commits import BrokenStream
from kernel.eventstore.model import Transaction
from kernel.privacy import KeyRing
from kernel.testing.account_book import Account, evolve
from kernel.testing.account_events import AccountClosed, MoneyMoved
from kernel.testing.store_works import CTX, OPENED, adding, at, claiming, releasing, stored


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
