"""What was said in embeds: pages of exchanges, the newest that fit, oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kernel.mongo import rows
from services.chat.domain.embeds.embed import Session
from services.chat.domain.workspaces.exchange import Exchange
from services.chat.projections.embeds import EXCHANGES, SESSIONS

PAGE = 1000
"""Most that operators are shown at once."""
SHOWN = 500
"""Most that visitors are shown."""
Found = Mapping[str, Any]


async def page(views: Any, embed_id: str, session_id: str | None, before: int | None) -> list[Found]:
    """Exchanges of an embed or of one session, hidden ones too; `h` tells those. Only such before an id."""
    query: dict[str, Any] = {"e": embed_id} | ({"s": session_id} if session_id else {})
    if before is not None:
        query["_id"] = {"$lt": before}
    found = await _newest(views, query, PAGE)
    resets = await _resets(views, embed_id, {one["s"] for one in found})
    return [{**one, "h": one["h"] or one["_id"] <= resets.get(one["s"], 0)} for one in found]


async def present(views: Any, session: Session, most: int) -> list[Exchange]:
    """What a visitor said and was answered since the session last began anew."""
    if not most or session.last <= session.reset:
        return []
    query = {
        "e": session.embed_id,
        "s": session.session_id,
        "_id": {"$gt": session.reset},
        "h": False,
    }
    return [exchange_of(one) for one in await _newest(views, query, most)]


def exchange_of(found: Found) -> Exchange:
    """An exchange without its sources, which visitors are not shown."""
    return Exchange(
        number=int(found["_id"]),
        sent_at=found["c"] // 1000,
        question=found["q"],
        answer=found["a"],
        mode=found["y"],
        metrics=msgspec.json.decode(found["t"] or "{}", type=dict[str, Any]),
    )


async def _newest(views: Any, query: Mapping[str, Any], most: int) -> list[Found]:
    cursor = views.view(EXCHANGES).find(query).sort("_id", -1).limit(most).batch_size(most)
    found: list[Found] = list(await rows(cursor))
    return found[::-1]


async def _resets(views: Any, embed_id: str, sessions: set[str]) -> dict[str, int]:
    keys = [f"{embed_id}/{one}" for one in sessions]
    found = await rows(views.view(SESSIONS).find({"_id": {"$in": keys}}, {"s": 1, "r": 1}))
    return {one["s"]: int(one["r"]) for one in found}
