"""Keys that sign tokens: made once, kept sealed, replaced without a gap."""

from __future__ import annotations

import asyncio
import time

import jwt
from google.protobuf.json_format import MessageToDict
from parlance.auth.v1 import tokens_pb2

from kernel.identity import tokens
from services.auth.adapters.signing_keys import OVERLAP, SigningKeys
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person


class Clock:
    """Time that is set."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


async def test_replicas_that_start_together_use_one_key(fresh: Fresh) -> None:
    async with fresh() as one, fresh() as two:
        published = [
            [key.kid for key in (await auth.tokens.Keys(tokens_pb2.KeysRequest())).keys]
            for auth in (one, two)
        ]
        assert published[0] == published[1] and len(published[0]) == 1
        person = await one.sign_up()
        assert (await two.exchange(person.token)).caller.user_id == person.id


async def test_the_private_key_is_not_readable_in_the_database(auth: Auth, admin: Person) -> None:
    parts = auth.service.app.servicers[0].implementation._parts
    raw = parts.signing_keys.current.private.private_bytes_raw()
    document = await auth.service.runtime.database["signing_keys"].find_one({"_id": 1})
    assert raw not in bytes(document["sealed"])
    assert raw.hex() not in repr(document)


async def test_a_new_key_is_published_before_it_signs_and_the_old_one_until_its_tokens_end(
    fresh: Fresh,
) -> None:
    async with fresh() as auth:
        runtime = auth.service.runtime
        clock = Clock(4_000_000_000.0)
        await runtime.database["signing_keys"].delete_many({})
        keys = SigningKeys(runtime.database, runtime.keys, days=30, clock=clock)
        await keys.load()
        first = keys.current
        clock.now += 30 * 86_400
        await asyncio.gather(*(keys.load() for _ in range(3)))
        assert keys.current is first
        assert len(keys.published()) == 2
        clock.now += OVERLAP
        second = keys.current
        assert second.generation == 2
        assert [key.kid for key in keys.published()] == [first.kid, second.kid]
        clock.now += tokens.LIFETIME + 3 * tokens.LEEWAY
        assert [key.kid for key in keys.published()] == [second.kid]
        assert first.kid in keys.verifying(), "sessions it signed still verify"


async def test_a_restart_finds_the_key_again(fresh: Fresh) -> None:
    async with fresh() as auth:
        person = await auth.sign_up()
    async with fresh() as auth:
        assert (await auth.exchange(person.token)).caller.user_id == person.id
        assert (await auth.session_of(person)).token == person.token


async def test_the_published_key_set_verifies_tokens_and_shows_both_keys_of_an_overlap(fresh: Fresh) -> None:
    async with fresh() as auth:
        person = await auth.sign_up()
        token = (await auth.exchange(person.token)).access_token
        reply = await auth.tokens.JsonWebKeys(tokens_pb2.JsonWebKeysRequest())
        keys = jwt.PyJWKSet.from_dict({"keys": [MessageToDict(key) for key in reply.keys]})
        key = keys[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(token, key, algorithms=["EdDSA"], audience=tokens.AUDIENCE)
        assert claims["sub"] == person.id
        assert {(k.kty, k.crv, k.use, k.alg) for k in reply.keys} == {("OKP", "Ed25519", "sig", "EdDSA")}
        assert reply.cache_control == f"public, max-age={OVERLAP // 2}"

        parts = auth.service.app.servicers[0].implementation._parts
        at = int(time.time())
        await parts.signing_keys._make(2, at, at + OVERLAP)
        kids = [k.kid for k in (await auth.tokens.JsonWebKeys(tokens_pb2.JsonWebKeysRequest())).keys]
        assert len(kids) == 2
        assert kids[0] == reply.keys[0].kid == parts.signing_keys.current.kid
