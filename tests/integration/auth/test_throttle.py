"""Too many failed tries."""

from __future__ import annotations

from typing import Any

from parlance.auth.v1 import accounts_pb2, tokens_pb2

from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, refused


async def test_tries_on_one_account_are_counted_over_replicas_and_say_when_to_come_back(fresh: Fresh) -> None:
    async with fresh(signin_tries=4) as one, fresh(signin_tries=4) as two:
        person = await one.sign_up()
        for replica in (one, two, one, two):
            await refused(replica.sign_in(person.email, "wrong"), "CREDENTIALS_WRONG")
        for replica in (one, two):
            refusal = await refused(replica.sign_in(person.email), "RATE_LIMITED")
            assert 0 < int(refusal.details["retry_after"]) <= 181


async def test_an_unknown_account_is_limited_like_a_known_one(fresh: Fresh) -> None:
    async with fresh(signin_tries=2) as auth:
        for _ in range(2):
            await refused(auth.sign_in("nobody@example.test", "x"), "CREDENTIALS_WRONG")
        await refused(auth.sign_in("NOBODY@example.test", "x"), "RATE_LIMITED")


async def test_tries_that_succeed_are_not_held_against_anybody(fresh: Fresh) -> None:
    async with fresh(signin_tries=2, signin_tries_address=2) as auth:
        person = await auth.sign_up()
        for _ in range(5):
            assert (await auth.sign_in(person.email)).id == person.id


async def test_tries_from_one_address_are_limited_and_other_addresses_are_not(fresh: Fresh) -> None:
    async with fresh(signin_tries_address=3) as auth:
        person = await auth.sign_up()
        here, elsewhere = auth.from_address("203.0.113.7"), auth.from_address("203.0.113.8")
        for n in range(3):
            await refused(auth.sign_in(f"n{n}@example.test", "x", metadata=here), "CREDENTIALS_WRONG")
        await refused(auth.sign_in(person.email, metadata=here), "RATE_LIMITED")
        assert (await auth.sign_in(person.email, metadata=elsewhere)).id == person.id


async def test_tries_count_for_a_while_only(fresh: Fresh) -> None:
    import asyncio

    async with fresh(signin_tries=1, signin_window=1) as auth:
        person = await auth.sign_up()
        await refused(auth.sign_in(person.email, "wrong"), "CREDENTIALS_WRONG")
        await refused(auth.sign_in(person.email), "RATE_LIMITED")
        await asyncio.sleep(1.2)
        assert (await auth.sign_in(person.email)).id == person.id


async def test_nobody_elsewhere_keeps_the_owner_out_of_where_they_signed_in_before(fresh: Fresh) -> None:
    async with fresh(signin_tries=3) as auth:
        person = await auth.sign_up()
        home, attacker = auth.from_address("203.0.113.7"), auth.from_address("203.0.113.8")
        new = auth.from_address("203.0.113.9")
        assert (await auth.sign_in(person.email, metadata=home)).id == person.id
        for _ in range(3):
            await refused(auth.sign_in(person.email, "guess", metadata=attacker), "CREDENTIALS_WRONG")
        await refused(auth.sign_in(person.email, "guess", metadata=attacker), "RATE_LIMITED")
        await refused(auth.sign_in(person.email, metadata=new), "RATE_LIMITED")
        assert (await auth.sign_in(person.email, metadata=home)).id == person.id
        for _ in range(3):
            await refused(auth.sign_in(person.email, "typo", metadata=home), "CREDENTIALS_WRONG")
        await refused(auth.sign_in(person.email, metadata=home), "RATE_LIMITED")


async def test_unknown_keys_from_one_address_are_counted_over_replicas(fresh: Fresh) -> None:
    async with fresh(key_tries_address=4) as one, fresh(key_tries_address=4) as two:
        admin = await one.sign_up()
        create = accounts_pb2.CreateApiKeyRequest()
        key = (await one.accounts.CreateApiKey(create, metadata=admin.as_caller)).api_key

        async def exchange(auth: Auth, credential: str, address: str) -> Any:
            request = tokens_pb2.ExchangeRequest(credential=credential, address=address)
            return await auth.tokens.Exchange(request, metadata=auth.as_service)

        unknown = ("sk-" + "0" * 32, "scim-" + "0" * 40, "AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA", "sk-1")
        for number, credential in enumerate(unknown):
            replica = (one, two)[number % 2]
            await refused(exchange(replica, credential, "203.0.113.7"), "INVALID_CREDENTIAL")
        refusal = await refused(exchange(two, "sk-2", "203.0.113.7"), "RATE_LIMITED")
        assert int(refusal.details["retry_after"]) > 0
        await refused(exchange(one, key, "203.0.113.7"), "RATE_LIMITED")
        assert (await exchange(one, key, "203.0.113.8")).caller.user_id == admin.id
        assert (await exchange(one, admin.token, "203.0.113.7")).caller.user_id == admin.id, (
            "a session goes on"
        )
