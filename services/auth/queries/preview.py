"""Preview: what an account may do and sees, for the administrator who grants it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

from kernel.context import CallContext
from kernel.identity import tokens
from services.auth.adapters.showings import SECONDS
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import UserNotFound
from services.auth.queries.exchange import claims_of_account
from services.auth.queries.groups import groups_of
from services.auth.queries.permissions import permissions_of


async def preview(parts: Parts, ctx: CallContext, user_id: str) -> bytes:
    """A JSON object: user, groups, permissions, models, knowledge, tools. Raises UserNotFound, Refusal."""
    account = await parts.accounts.fresh(user_id)
    if account is None:
        raise UserNotFound("no such account")
    user = account.user
    shown: list[list[dict[str, object]]] = [[], []]
    if user.active and user.role != "pending":
        claims = await claims_of_account(parts, user_id, f"preview:{ctx.who.id}", SECONDS)
        key = parts.signing_keys.current
        token = tokens.sign(replace(claims, scopes=("read",)), key.kid, key.private)
        in_their_name = replace(ctx.by(claims.caller()), token=token)
        shown = list(
            await asyncio.gather(
                parts.showings.models(in_their_name), parts.showings.knowledge(in_their_name)
            )
        )
    document = {
        "user": {
            "id": user.id,
            "name": user.name,
            "email": user.email,
            "role": user.role,
            "active": user.active,
        },
        "groups": [{"id": one.group.id, "name": one.group.name} for one in await groups_of(parts, user_id)],
        "permissions": json.loads(await permissions_of(parts, user_id)),
        "models": {"items": shown[0], "total": len(shown[0])},
        "knowledge": {"items": shown[1], "total": len(shown[1])},
        "tools": {"items": [], "total": 0},
    }
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
