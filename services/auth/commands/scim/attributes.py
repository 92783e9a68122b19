"""The part of an account that is a provider's: its attributes and its userName, inside a transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kernel.eventstore.model import Transaction
from services.auth.adapters.accounts import load
from services.auth.adapters.scim import USER_NAME
from services.auth.commands.scim.together import taken
from services.auth.domain.scim_events import ScimAttributesChanged
from services.auth.projections.scim_users import COLLECTION as USERS
from services.auth.scim.errors import value

MAX_ATTRIBUTES = 256 * 1024
"""Bytes of a user's attributes."""


async def keep(
    tx: Transaction,
    user_id: str,
    provider: str,
    document: Mapping[str, Any],
    before: str = "",
    *,
    made: bool = False,
) -> None:
    """Record the attributes and hold the userName; `before` is the userName held until now, folded;
    `made` says that the provider makes the account.

    Raises ScimError uniqueness, invalidValue.
    """
    folded = str(document["userName"]).casefold()
    if folded != before:
        # Accounts that no provider described have their address for a userName, and no claim on it.
        others = {"a.userName": folded, "_id": {"$ne": user_id}}
        if await tx.view(USERS).find_one(others) is not None:
            raise taken()
        await tx.claim(USER_NAME, folded, user_id)
        if before:
            await tx.release(USER_NAME, before, user_id)
    attributes = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
    if len(attributes) > MAX_ATTRIBUTES:
        raise value(f"a user has at most {MAX_ATTRIBUTES // 1024} KiB of attributes")
    account = await load(tx, user_id)
    assert account is not None
    await tx.append(
        account.stream, account.version, [ScimAttributesChanged(user_id, provider, attributes, made)]
    )
