"""What every event store must do for repeated calls: the conformance suite of first answers.

A test class derives from AnswerContract and overrides the fixture `store` as for StoreContract.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from kernel.context import CallContext, Caller
from kernel.errors import Refusal
from kernel.eventstore.idempotency import Entry, once
from kernel.eventstore.model import Transaction
from kernel.testing.store_works import CTX, OPENED, adding, at, claiming


class AnswerContract:
    """Derive and override the fixture."""

    async def test_the_first_answer_is_given_again(self, store: Any) -> None:
        runs = []

        async def run() -> bytes:
            runs.append(1)
            version = await store.execute(CTX, adding("account-1", OPENED))
            return f"version {version}".encode()

        assert await once(store, CTX, "k", "f", run) == b"version 1"
        assert await once(store, CTX, "k", "f", run) == b"version 1"
        assert (len(runs), len(await store.load("account-1"))) == (1, 1)

    async def test_a_long_call_runs_outside_of_a_transaction_and_is_answered_again(self, store: Any) -> None:
        runs = []

        async def run() -> bytes:
            version = await store.execute(CTX, adding("account-1", OPENED))
            # What it wrote shows while it goes on: nothing of it waits for the answer.
            runs.append(len(await store.load("account-1")))
            return f"version {version}".encode()

        assert await once(store, CTX, "k", "f", run, long=True) == b"version 1"
        assert await once(store, CTX, "k", "f", run, long=True) == b"version 1"
        assert runs == [1]

    async def test_a_long_call_that_fails_leaves_its_key_free(self, store: Any) -> None:
        async def fails() -> bytes:
            raise ConnectionError("the model is away")

        async def works() -> bytes:
            return b"ok"

        with pytest.raises(ConnectionError):
            await once(store, CTX, "k", "f", fails, long=True)
        assert await once(store, CTX, "k", "f", works, long=True) == b"ok"

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
