"""Several commands as one: all of them commit together, or none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.ambient import joined
from kernel.eventstore.model import Transaction
from services.auth.adapters.groups import VERSIONS
from services.auth.adapters.scim import USER_NAME
from services.auth.commands.parts import Parts
from services.auth.scim.errors import ScimError

T = TypeVar("T")


async def together(parts: Parts, ctx: CallContext, run: Callable[[Transaction], Awaitable[T]]) -> T:
    """What `run` gives; the commands it handles work in its transaction. It may run several times.

    Commands tell others of their change before it is committed then: who calls this tells them again.
    Raises ScimError uniqueness when a userName is taken.
    """

    async def work(tx: Transaction) -> T:
        with joined(parts.store, tx):
            return await run(tx)

    try:
        return await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        if error.kind != USER_NAME:
            raise
        raise taken() from error


def taken() -> ScimError:
    """The refusal of a userName that another account has."""
    return ScimError("uniqueness", "a user with this userName exists", 409)


async def heard_of(parts: Parts, user_id: str) -> None:
    """Wait until the last change of somebody's memberships is known everywhere."""
    document = await parts.store.view(VERSIONS).find_one({"_id": user_id})
    if document is not None:
        await parts.spread.membership(user_id, int(document["version"]) - 1)
