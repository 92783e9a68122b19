"""One auth service, two gateway processes: what is taken back on one is refused on both within a second.

Each case warms both gateways with the credential, takes it back through the first, and from the reply on
asks both without a pause. A refusal must come within a second and stay.
"""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.integration.gateway.replicas import (
    ADMINS,
    MEMBERS,
    SESSION,
    Replicas,
    bearer,
    refused_on_both,
    sign_in,
)
from tests.system import PASSWORD


async def test_a_session_that_signed_out(replicas: Replicas) -> None:
    account = await replicas.account()
    await refused_on_both(
        replicas,
        account.token,
        SESSION,
        lambda: replicas.one.post("/api/v1/auths/signout", headers=account.headers),
    )


async def test_every_session_of_a_changed_password(replicas: Replicas) -> None:
    account = await replicas.account()
    other = await sign_in(replicas.two, account.email)
    form = {"password": PASSWORD, "new_password": PASSWORD + "!"}
    await refused_on_both(
        replicas,
        other.token,
        SESSION,
        lambda: replicas.one.post("/api/v1/auths/update/password", json=form, headers=account.headers),
    )
    assert (await replicas.two.get(SESSION, headers=account.headers)).status_code == 401


@pytest.mark.parametrize(
    ("before", "after", "path"), [("admin", "user", ADMINS), ("user", "pending", MEMBERS)]
)
async def test_a_role_that_was_taken(replicas: Replicas, before: str, after: str, path: str) -> None:
    account = await replicas.account(before)
    form = {"role": after, "name": "Replica", "email": account.email, "profile_image_url": "/user.png"}
    await refused_on_both(
        replicas,
        account.token,
        path,
        lambda: replicas.one.post(
            f"/api/v1/users/{account.id}/update", json=form, headers=replicas.admin.headers
        ),
    )
    assert (await replicas.two.get(SESSION, headers=account.headers)).status_code == 200, "the session stays"


@pytest.mark.parametrize("kind", ["session", "key"])
@pytest.mark.parametrize("end", ["deactivate", "delete"])
async def test_what_an_account_held_that_was_deactivated_or_deleted(
    replicas: Replicas, end: str, kind: str
) -> None:
    account = await replicas.account("admin")
    credential = account.token if kind == "session" else await replicas.api_key(account)

    async def take_back() -> httpx.Response:
        headers = replicas.admin.headers
        if end == "delete":
            return await replicas.one.delete(f"/api/v1/users/{account.id}", headers=headers)
        return await replicas.one.post(f"/api/v1/users/{account.id}/deactivate", headers=headers)

    await refused_on_both(replicas, credential, MEMBERS, take_back)


@pytest.mark.parametrize("how", ["deleted", "replaced"])
async def test_an_api_key_that_was_deleted_or_replaced(replicas: Replicas, how: str) -> None:
    account = await replicas.account("admin")
    key = await replicas.api_key(account)
    call = replicas.one.delete if how == "deleted" else replicas.one.post
    await refused_on_both(
        replicas, key, MEMBERS, lambda: call("/api/v1/auths/api_key", headers=account.headers)
    )
    assert (await replicas.two.get(MEMBERS, headers=account.headers)).status_code == 200


async def test_sessions_an_administrator_ended(replicas: Replicas) -> None:
    account = await replicas.account()
    path = f"/api/v1/users/{account.id}/sessions/revoke"
    await refused_on_both(
        replicas, account.token, SESSION, lambda: replicas.one.post(path, headers=replicas.admin.headers)
    )


async def test_a_named_key_that_was_deleted_and_only_that_one(replicas: Replicas) -> None:
    account = await replicas.account("admin")
    made = [
        (await replicas.one.post("/api/v1/auths/api_keys", json={"name": n}, headers=account.headers)).json()
        for n in ("kept", "lost")
    ]
    kept, lost = made
    path = f"/api/v1/auths/api_keys/{lost['key']['id']}"
    await refused_on_both(
        replicas, lost["api_key"], MEMBERS, lambda: replicas.one.delete(path, headers=account.headers)
    )
    assert (await replicas.two.get(MEMBERS, headers=bearer(kept["api_key"]))).status_code == 200


async def scim_token(replicas: Replicas) -> tuple[str, str]:
    """Id and text of a new SCIM token that sees everybody."""
    form = {"provider": "replica-test", "view": "all"}
    reply = await replicas.one.post("/api/v1/auths/scim_tokens", json=form, headers=replicas.admin.headers)
    reply.raise_for_status()
    return reply.json()["key"]["id"], reply.json()["token"]


async def test_a_scim_token_that_was_revoked(replicas: Replicas) -> None:
    key_id, token = await scim_token(replicas)
    path = f"/api/v1/auths/scim_tokens/{key_id}"
    await refused_on_both(
        replicas,
        token,
        "/api/v1/scim/v2/Users?count=1",
        lambda: replicas.one.delete(path, headers=replicas.admin.headers),
    )


async def test_an_account_its_provider_deactivated(replicas: Replicas) -> None:
    _, token = await scim_token(replicas)
    account = await replicas.account()
    form = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "Replace", "path": "active", "value": "False"}],
    }
    await refused_on_both(
        replicas,
        account.token,
        SESSION,
        lambda: replicas.one.patch(f"/api/v1/scim/v2/Users/{account.id}", json=form, headers=bearer(token)),
    )


async def test_a_gateway_that_never_saw_the_token_refuses_it_too(replicas: Replicas) -> None:
    account = await replicas.account()
    await replicas.one.post("/api/v1/auths/signout", headers=account.headers)
    for headers in (
        account.headers,
        {"x-api-key": account.token},
        {"cookie": f"token={account.token}"},
    ):
        assert (await replicas.two.get(SESSION, headers=headers)).status_code == 401


async def test_many_sessions_at_once(replicas: Replicas) -> None:
    account = await replicas.account()
    sessions = [await sign_in(replicas.two, account.email) for _ in range(5)]
    spent = await asyncio.gather(
        *(
            refused_on_both(
                replicas,
                session.token,
                SESSION,
                lambda s=session: replicas.one.post("/api/v1/auths/signout", headers=s.headers),
            )
            for session in sessions
        )
    )
    assert len(spent) == 5
    assert (await replicas.two.get(SESSION, headers=account.headers)).status_code == 200
