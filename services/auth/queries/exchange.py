"""Exchange: what a credential is good for at this moment, as a signed access token.

Everything is read from the database after the clock: the answer reflects each change acknowledged
before the call, and a change that comes in between makes the token stale by its `ver` or `iat`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kernel.errors import Refusal
from kernel.identity import tokens
from kernel.identity.tokens import LIFETIME, AccessClaims
from services.auth.adapters import session_tokens
from services.auth.adapters.accounts import Account
from services.auth.adapters.installations import Current
from services.auth.adapters.memberships import Memberships, memberships_of
from services.auth.commands.parts import Parts
from services.auth.projections.api_keys import COLLECTION as API_KEYS
from services.auth.queries import machine_keys

_API_KEYS = "features.api_keys"


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An access token and what it claims."""

    token: str
    claims: AccessClaims


async def exchange(parts: Parts, credential: str, address: str = "") -> Exchanged:
    """The access token of a session token, API key, developer key, SCIM token or access token.

    Raises Refusal INVALID_CREDENTIAL, SESSION_REVOKED, API_KEY_NOT_ALLOWED, TOKEN_STALE or RATE_LIMITED:
    too many unknown keys came from the address. Keys in use elsewhere or known already go on.
    """
    now_ms = time.time_ns() // 1_000_000
    if credential.startswith("sk-") or machine_keys.is_machine_key(credential):
        claims = await _throttled(parts, credential, address, now_ms)
    elif tokens.key_id(credential) is not None:
        claims = await _access_token(parts, credential, now_ms)
    else:
        session = await session_tokens.verify(credential, parts.signing_keys)
        claims = await _session(parts, session.user_id, session.session_id, session.expires_at, now_ms)
    parts.activity.touch(claims.user_id)
    if claims.kind != "session":
        parts.activity.touch(claims.session)
    key = parts.signing_keys.current
    return Exchanged(tokens.sign(claims, key.kid, key.private), claims)


async def _throttled(parts: Parts, key: str, address: str, now_ms: int) -> AccessClaims:
    if address:
        await parts.throttle.check("key", address, parts.settings.key_tries_address)
    try:
        if key.startswith("sk-"):
            return await _api_key(parts, key, now_ms)
        return await machine_keys.claims_of(parts, key, now_ms)
    except Refusal as refusal:
        if address and refusal.reason == "INVALID_CREDENTIAL":
            await parts.throttle.count("key", address)
        raise


async def whose(parts: Parts, credential: str) -> tuple[str, str]:
    """Account and `<kind>:<id>` of a credential that was refused, as far as it tells."""
    try:
        if credential.startswith("sk-") or machine_keys.is_machine_key(credential):
            found = await parts.credentials.key(credential)
            if found is None:
                return "", ""
            return found.user_id, f"{machine_keys.KINDS.get(found.user_id, 'api_key')}:{found.key_id}"
        if tokens.key_id(credential) is not None:
            claims = tokens.verify(credential, parts.signing_keys.verifying())
            return claims.user_id, f"{claims.kind}:{claims.session}"
        session = await session_tokens.verify(credential, parts.signing_keys)
    except Refusal:
        return "", ""
    return session.user_id, f"session:{session.session_id}"


async def _session(parts: Parts, user_id: str, session_id: str, expires_at: int, now_ms: int) -> AccessClaims:
    account, current, held = await _state(parts, user_id)
    if account is None or not account.user.active:
        raise Refusal("SESSION_REVOKED")
    if not await parts.sessions.is_open(session_id, user_id, account.epoch):
        raise Refusal("SESSION_REVOKED")
    return _claims(account, current, held, "session", session_id, now_ms, expires_at)


async def _api_key(parts: Parts, secret: str, now_ms: int) -> AccessClaims:
    found = await parts.credentials.key(secret)
    if found is None or found.user_id in machine_keys.KINDS:
        raise Refusal("INVALID_CREDENTIAL")
    return await _api_key_of(parts, found.user_id, found.key_id, now_ms)


async def _api_key_of(parts: Parts, user_id: str, key_id: str, now_ms: int) -> AccessClaims:
    account, current, held = await _state(parts, user_id)
    if account is None or not account.user.active:
        raise Refusal("SESSION_REVOKED")
    key = await _limits(parts, account, key_id)
    until = machine_keys.not_after(key, now_ms)
    installation = current.installation
    allowed = account.user.role == "admin" or _API_KEYS in installation.granted | held.granted
    if not installation.settings["ENABLE_API_KEYS"] or not allowed:
        raise Refusal("API_KEY_NOT_ALLOWED")
    claims = _claims(account, current, held, "api_key", key_id, now_ms, until)
    return replace(claims, scopes=tuple(key.get("scopes", ())))


async def _limits(parts: Parts, account: Account, key_id: str) -> Mapping[str, Any]:
    """Expiry and scopes of one of an account's keys. Raises SESSION_REVOKED when it has no such key."""
    if account.user.api_key_id == key_id:
        return {}
    mine = {"_id": key_id, "user_id": account.user.id}
    found: Mapping[str, Any] | None = await parts.store.view(API_KEYS).find_one(mine)
    if found is None:
        raise Refusal("SESSION_REVOKED")
    return found


async def _access_token(parts: Parts, token: str, now_ms: int) -> AccessClaims:
    claims = tokens.verify(token, parts.signing_keys.verifying())
    if claims.kind == "session":
        started = await parts.sessions.started(claims.session)
        until = started.expires_at if started else 0
        return await _session(parts, claims.user_id, claims.session, until, now_ms)
    if claims.kind == "api_key":
        return await _api_key_of(parts, claims.user_id, claims.session, now_ms)
    return await machine_keys.claims_by_id(parts, claims.kind, claims.session, now_ms)


async def claims_of_account(parts: Parts, user_id: str, name: str, seconds: int) -> AccessClaims:
    """What an account may do now, for work in its name that nobody's credential stands for.

    Raises Refusal SESSION_REVOKED when it may not be used.
    """
    now_ms = time.time_ns() // 1_000_000
    account, current, held = await _state(parts, user_id)
    if account is None or not account.user.active:
        raise Refusal("SESSION_REVOKED")
    return _claims(account, current, held, "api_key", name, now_ms, now_ms // 1000 + seconds)


async def _state(parts: Parts, user_id: str) -> tuple[Account | None, Current, Memberships]:
    """The installation is read before what groups permit: its version counts changes of both."""
    account, current = await asyncio.gather(parts.accounts.fresh(user_id), parts.installations.fresh())
    return account, current, await memberships_of(parts.store, user_id)


def _claims(
    account: Account,
    current: Current,
    held: Memberships,
    kind: str,
    session: str,
    now_ms: int,
    not_after: int | None = None,
) -> AccessClaims:
    until = now_ms // 1000 + LIFETIME
    return AccessClaims(
        user_id=account.user.id,
        role=account.user.role,
        kind=kind,
        session=session,
        permissions=current.mask_with(held.granted),
        user_version=account.version,
        issued_at_ms=now_ms,
        expires_at=until if not_after is None else min(until, not_after),
        groups=held.groups,
        membership_version=held.version,
        rights_version=current.version,
        job_priority=account.user.job_priority,
        daily_limit=account.user.daily_message_limit,
    )
