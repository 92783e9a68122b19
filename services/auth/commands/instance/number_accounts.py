"""Give accounts of older installations the number they lack."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.mongo import rows
from services.auth.adapters.numbers import USER
from services.auth.commands.account_change import change
from services.auth.commands.parts import Parts
from services.auth.domain import instance
from services.auth.domain.refusals import UserNotFound
from services.auth.projections.users import COLLECTION

_AT_ONCE = 500


async def handle(parts: Parts, ctx: CallContext) -> None:
    """Oldest first; those that have one keep it."""
    lacking = {"number": None}
    while True:
        view = parts.store.view(COLLECTION)
        found = await rows(
            view.find(lacking, {"_id": 1}).sort([("created_at", 1), ("_id", 1)]).limit(_AT_ONCE)
        )
        for one in found:
            given = await parts.numbers.next(USER)
            try:
                await change(parts, ctx, one["_id"], lambda user, n=given: instance.number(user, n))  # type: ignore[misc]
            except UserNotFound:
                continue  # deleted meanwhile
        if len(found) < _AT_ONCE:
            return
