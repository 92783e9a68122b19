"""Revoke the sessions of a provider's session: it says that the person has signed out there.

A provider names its session, or the person (then all sessions it vouched for end), or both. OpenID
Connect Back-Channel Logout 1.0, 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import load
from services.auth.commands.parts import Parts
from services.auth.domain import identity, session
from services.auth.projections.identities import COLLECTION as IDENTITIES
from services.auth.projections.sessions import REVOKED, SESSIONS


@dataclass(frozen=True, slots=True)
class RevokeIdpSessions:
    """At least one of `idp_session` and `subject`; of an unknown one there is nothing to revoke."""

    provider: str
    idp_session: str = ""
    subject: str = ""


async def handle(parts: Parts, ctx: CallContext, command: RevokeIdpSessions) -> list[str]:
    """Ids of the sessions that ended."""
    if not command.idp_session and not command.subject:
        return []

    async def work(tx: Transaction) -> list[tuple[str, str]]:
        query: dict[str, Any] = {"provider": command.provider}
        if command.idp_session:
            query["idp_session"] = command.idp_session
        if command.subject:
            key = identity.key(command.provider, command.subject)
            known = await tx.view(IDENTITIES).find_one({"_id": key})
            if known is None:
                return []
            query["user_id"] = known["user_id"]
        found = await tx.view(SESSIONS).find(query).to_list(None)
        ids = [document["_id"] for document in found]
        over = {one["_id"] for one in await tx.view(REVOKED).find({"_id": {"$in": ids}}).to_list(None)}
        by_user: dict[str, list[object]] = {}
        for document in found:
            if document["_id"] not in over:
                ending = session.revoke(document["user_id"], document["_id"], document["expires_at"])
                by_user.setdefault(document["user_id"], []).extend(ending)
        accounts = {user_id: await load(tx, user_id) for user_id in by_user}
        ended: list[tuple[str, str]] = []
        for user_id, events in by_user.items():
            account = accounts[user_id]
            if account is not None:
                await tx.append(account.stream, account.version, events)
                ended += [(user_id, event.session_id) for event in events]  # type: ignore[attr-defined]
        return ended

    ended = await parts.store.execute(ctx, work)
    for user_id in {user_id for user_id, _ in ended}:
        await parts.changes.user(user_id)
    for _, session_id in ended:
        await parts.spread.session(session_id)
    return [session_id for _, session_id in ended]
