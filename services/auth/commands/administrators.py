"""Keep an active administrator: asked inside the transaction of whatever takes one away.

Two administrators who demote each other would each find the other still in office. So whoever takes
one away also writes one document that all such commands share: the second of them conflicts, runs
again and sees what the first has done.
"""

from __future__ import annotations

from typing import Any

from pymongo import UpdateOne

from kernel.eventstore.model import Transaction, Write
from services.auth.domain.refusals import LastAdmin
from services.auth.projections.users import COLLECTION

GUARDS = "guards"
_GUARD = "administrators"


async def another_than(tx: Transaction, user_id: str) -> None:
    """Raise LastAdmin unless an active administrator besides this account remains.

    Comes before what else the command writes, so that a refusal leaves nothing to undo.
    """
    # `$ne`: rows from before accounts could be inactive say nothing about it.
    others: dict[str, Any] = {"role": "admin", "active": {"$ne": False}, "_id": {"$ne": user_id}}
    if await tx.view(COLLECTION).find_one(others) is None:
        raise LastAdmin("somebody has to stay administrator")
    await tx.write(Write(GUARDS, UpdateOne({"_id": _GUARD}, {"$inc": {"departures": 1}}, upsert=True)))
