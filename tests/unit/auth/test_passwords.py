"""Hashing: the same work for known and unknown accounts, other systems' hashes, a bounded queue."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

import bcrypt
import pytest
from argon2 import PasswordHasher

from kernel.errors import Refusal
from services.auth.adapters.passwords import Passwords


@pytest.fixture
async def passwords() -> AsyncIterator[Passwords]:
    made = Passwords(workers=2, queue=2)
    yield made
    await made.close()


async def test_an_unknown_account_costs_exactly_the_work_of_a_wrong_password(passwords: Passwords) -> None:
    known = await passwords.hash("right")
    for stored, password, expected in (
        (known, "right", True),
        (known, "wrong", False),
        (None, "right", False),
    ):
        before = passwords.checks
        assert await passwords.matches(password, stored) is expected
        assert passwords.checks == before + 1
    assert PasswordHasher().check_needs_rehash(passwords._nobody) == PasswordHasher().check_needs_rehash(
        known
    )
    assert passwords._nobody.split("$")[:4] == known.split("$")[:4], "the same parameters"


async def test_hashes_of_other_systems_are_checked_and_outdated(passwords: Passwords) -> None:
    for old in (
        bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode(),
        PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("secret"),
    ):
        assert await passwords.matches("secret", old)
        assert not await passwords.matches("Secret", old)
        assert passwords.outdated(old)
    assert not passwords.outdated(await passwords.hash("secret"))


async def test_bcrypt_looks_at_72_bytes_as_it_did_where_the_hash_was_made(passwords: Passwords) -> None:
    old = bcrypt.hashpw(b"x" * 72, bcrypt.gensalt(4)).decode()
    assert await passwords.matches("x" * 100, old)
    assert not await passwords.matches("x" * 71, old)
    assert not await passwords.matches("x\0" + "x" * 70, old)


async def test_a_hash_that_is_garbage_matches_nothing(passwords: Passwords) -> None:
    assert not await passwords.matches("secret", "$argon2id$garbage")
    assert not await passwords.matches("secret", "")


async def test_what_does_not_fit_in_the_queue_is_refused_and_the_rest_is_not(passwords: Passwords) -> None:
    outcomes = await asyncio.gather(*(passwords.matches("x", None) for _ in range(8)), return_exceptions=True)
    refused = [one for one in outcomes if isinstance(one, Refusal)]
    assert len(refused) == 4 and {one.reason for one in refused} == {"OVERLOADED"}
    assert outcomes.count(False) == 4
    assert not await passwords.matches("x", None), "there is room again"


async def test_hashing_happens_in_processes_that_step_back(passwords: Passwords) -> None:
    await passwords.hash("secret")
    (worker,) = passwords._idle
    assert worker.process.pid != os.getpid()
    assert os.getpriority(os.PRIO_PROCESS, worker.process.pid) > os.getpriority(os.PRIO_PROCESS, 0)


async def test_a_process_that_dies_is_replaced_and_nobody_notices(passwords: Passwords) -> None:
    stored = await passwords.hash("secret")
    for worker in passwords._idle:
        worker.process.kill()
    assert await passwords.matches("secret", stored)


async def test_a_caller_who_leaves_takes_no_answer_of_another(passwords: Passwords) -> None:
    stored = await passwords.hash("secret")
    leaving = [asyncio.create_task(passwords.matches("wrong", stored)) for _ in range(2)]
    await asyncio.sleep(0.005)
    for task in leaving:
        task.cancel()
    answers = await asyncio.gather(*(passwords.matches("secret", stored) for _ in range(4)))
    assert answers == [True] * 4
