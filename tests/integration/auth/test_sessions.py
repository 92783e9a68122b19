"""Signing in and out, and what ends sessions."""

from __future__ import annotations

import time

import jwt
import pytest
from parlance.auth.v1 import accounts_pb2, users_pb2

from kernel.identity import tokens
from tests.integration.auth.harness import PASSWORD, Auth, Person, bearer, refused


async def test_sign_in_gives_a_bearer_token_for_four_weeks_and_the_account(
    auth: Auth, person: Person
) -> None:
    reply = await auth.sign_in(person.email.upper())
    assert (reply.id, reply.email, reply.role, reply.token_type) == (
        person.id,
        person.email,
        "user",
        "Bearer",
    )
    assert abs(reply.expires_at - time.time() - 28 * 86_400) < 60
    assert reply.profile_image_url == f"/api/v1/users/{person.id}/profile/image"
    claims = jwt.decode(reply.token, options={"verify_signature": False})
    assert (claims["sub"], claims["typ"], claims["aud"]) == (person.id, "session", "parlance-clients")
    assert jwt.get_unverified_header(reply.token)["alg"] == "EdDSA"


async def test_session_user_shows_the_token_that_was_signed_in_with(auth: Auth, person: Person) -> None:
    first = await auth.session_of(person)
    assert (first.token, first.id) == (person.token, person.id)
    auth.service.app.servicers[0].implementation._replies.clear()
    auth.service.app.servicers[0].implementation._parts.sessions._tokens.clear()
    assert (await auth.session_of(person)).token == person.token


async def test_unknown_address_and_wrong_password_get_the_same_answer_after_similar_work(
    auth: Auth, person: Person
) -> None:
    answers, durations, work = [], [], []
    for email in (person.email, "nobody@example.test"):
        began, before = time.perf_counter(), auth.parts.passwords.checks
        refusal = await refused(auth.sign_in(email, "wrong"), "CREDENTIALS_WRONG")
        durations.append(time.perf_counter() - began)
        answers.append((str(refusal), dict(refusal.details)))
        work.append(auth.parts.passwords.checks - before)
    assert answers[0] == answers[1]
    assert work == [1, 1], "the same work for both"
    assert min(durations) > 0.005, "no password was hashed"


async def test_sign_out_ends_this_session_and_no_other(auth: Auth, person: Person) -> None:
    other = (await auth.sign_in(person.email)).token
    out = await auth.accounts.SignOut(accounts_pb2.SignOutRequest(), metadata=person.as_caller)
    assert out.status
    await refused(auth.exchange(person.token), "SESSION_REVOKED")
    assert (await auth.exchange(other)).caller.user_id == person.id


async def test_sign_out_without_a_session_says_yes(auth: Auth) -> None:
    assert (await auth.accounts.SignOut(accounts_pb2.SignOutRequest())).status


async def test_a_new_password_ends_every_session_and_the_old_password(auth: Auth, person: Person) -> None:
    other = (await auth.sign_in(person.email)).token
    request = accounts_pb2.UpdatePasswordRequest(password=PASSWORD, new_password="another pass phrase")
    assert (await auth.accounts.UpdatePassword(request, metadata=person.as_caller)).value
    for token in (person.token, other):
        await refused(auth.exchange(token), "SESSION_REVOKED")
    await refused(auth.sign_in(person.email), "CREDENTIALS_WRONG")
    assert (await auth.sign_in(person.email, "another pass phrase")).id == person.id


async def test_a_wrong_present_password_changes_nothing(auth: Auth, person: Person) -> None:
    request = accounts_pb2.UpdatePasswordRequest(password="not it", new_password="another pass phrase")
    await refused(auth.accounts.UpdatePassword(request, metadata=person.as_caller), "PASSWORD_WRONG")
    assert (await auth.sign_in(person.email)).id == person.id


@pytest.mark.parametrize("new", ["", "   ", "x" * 1025])
async def test_empty_and_overlong_passwords_are_refused_not_cut(auth: Auth, person: Person, new: str) -> None:
    request = accounts_pb2.UpdatePasswordRequest(password=PASSWORD, new_password=new)
    await refused(auth.accounts.UpdatePassword(request, metadata=person.as_caller), "PASSWORD_UNACCEPTABLE")


async def test_two_long_passwords_that_share_72_bytes_are_different(auth: Auth, person: Person) -> None:
    long = "p" * 72
    request = accounts_pb2.UpdatePasswordRequest(password=PASSWORD, new_password=long + "one")
    await auth.accounts.UpdatePassword(request, metadata=person.as_caller)
    await refused(auth.sign_in(person.email, long + "two"), "CREDENTIALS_WRONG")
    assert (await auth.sign_in(person.email, long + "one")).id == person.id


async def test_an_administrator_ends_all_sessions_of_an_account(
    auth: Auth, admin: Person, person: Person
) -> None:
    request = users_pb2.RevokeSessionsRequest(user_id=person.id)
    assert (await auth.users.RevokeSessions(request, metadata=admin.as_caller)).value
    await refused(auth.exchange(person.token), "SESSION_REVOKED")
    assert (await auth.sign_in(person.email)).id == person.id


async def test_access_token_says_who_and_what_they_may(auth: Auth, person: Person) -> None:
    reply = await auth.exchange(person.token)
    keys = auth.service.app.servicers[0].implementation._parts.signing_keys.verifying()
    claims = tokens.verify(reply.access_token, keys)
    assert (claims.user_id, claims.role, claims.kind) == (person.id, "user", "session")
    assert claims.expires_at - time.time() <= 300
    assert "chat.delete" in claims.caller().permissions
    assert "workspace.models" not in claims.caller().permissions
    again = await auth.exchange(reply.access_token)
    assert again.caller.session_id == reply.caller.session_id


@pytest.mark.parametrize("credential", ["", "garbage", "a.b.c", "sk-" + "0" * 32, "AAAAAAA-" * 3 + "AAAAAAA"])
async def test_what_is_no_credential_is_refused(auth: Auth, admin: Person, credential: str) -> None:
    await refused(auth.exchange(credential), "INVALID_CREDENTIAL")


async def test_a_session_token_signed_by_somebody_else_is_refused(auth: Auth, person: Person) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    claims = jwt.decode(person.token, options={"verify_signature": False})
    header = jwt.get_unverified_header(person.token)
    forged = jwt.encode(claims, Ed25519PrivateKey.generate(), "EdDSA", headers={"kid": header["kid"]})
    await refused(auth.exchange(forged), "INVALID_CREDENTIAL")
    unsigned = jwt.encode(claims, None, "none", headers={"kid": header["kid"]})
    await refused(auth.exchange(unsigned), "INVALID_CREDENTIAL")


async def test_only_services_exchange(auth: Auth, admin: Person) -> None:
    from parlance.auth.v1 import tokens_pb2

    call = auth.tokens.Exchange(
        tokens_pb2.ExchangeRequest(credential=admin.token), metadata=bearer(admin.token)
    )
    await refused(call, "ACCESS_PROHIBITED")


async def test_a_warm_session_user_reads_no_database(
    auth: Auth, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await auth.session_of(person)

    def no_database(collection: str) -> None:
        raise AssertionError(f"{collection} was read")

    monkeypatch.setattr(auth.service.store, "view", no_database)
    assert (await auth.session_of(person)).id == person.id


async def test_a_password_of_weaker_parameters_is_hashed_anew_at_sign_in(auth: Auth, person: Person) -> None:
    from argon2 import PasswordHasher

    hashes = auth.service.runtime.database["password_hashes"]
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    await hashes.update_one({"_id": person.id}, {"$set": {"hash": weak}})
    await auth.sign_in(person.email)
    stored = (await hashes.find_one({"_id": person.id}))["hash"]
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (await auth.sign_in(person.email)).id == person.id
