"""Embeds and sessions, as the view holds them and as commands decide from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.mongo import rows
from services.chat.domain.embeds.embed import MOST_OF_A_WORKSPACE, Embed, Session
from services.chat.domain.embeds.refusals import EmbedNotFound
from services.chat.domain.embeds.settings import restored
from services.chat.projections.embeds import EMBEDS, SESSIONS
from services.chat.projections.workspaces import WORKSPACES

Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """An embed in a list: itself, number and name of its workspace, exchanges in all."""

    embed: Found
    workspace: tuple[int, str]
    exchanges: int


async def embed(views: Any, embed_id: str) -> Found:
    """An embed. Raises EmbedNotFound."""
    found: Found | None = await views.view(EMBEDS).find_one({"_id": embed_id})
    if found is None:
        raise EmbedNotFound
    return found


async def session(views: Any, embed: Embed, session_id: str) -> tuple[Session, int]:
    """A session, and the version of its stream; 0 for one in which nothing was said."""
    found = await views.view(SESSIONS).find_one({"_id": f"{embed.embed_id}/{session_id}"})
    if found is None:
        return Session(embed.embed_id, session_id, embed.owner_id), 0
    return session_of(found), int(found["v"])


async def held(views: Any, workspace_id: str) -> int:
    """How many embeds a workspace has, counted up to the limit."""
    return int(await views.view(EMBEDS).count_documents({"w": workspace_id}, limit=MOST_OF_A_WORKSPACE))


async def everything(views: Any) -> list[Listed]:
    """All embeds whose workspace is there, in the order they were made."""
    found = await rows(views.view(EMBEDS).find({}).sort("n", 1).batch_size(1000))
    named = {"_id": {"$in": list({one["w"] for one in found})}}
    workspaces = {
        one["_id"]: (int(one["n"]), str(one["t"]))
        for one in await rows(views.view(WORKSPACES).find(named, {"n": 1, "t": 1}))
    }
    said = await _exchanges(views, [one["_id"] for one in found])
    return [
        Listed(one, workspaces[one["w"]], said.get(one["_id"], 0)) for one in found if one["w"] in workspaces
    ]


async def of(views: Any, query: Mapping[str, Any], most: int) -> list[str]:
    """Ids of some embeds of a workspace (`w`) or an owner (`u`)."""
    return [one["_id"] for one in await rows(views.view(EMBEDS).find(query, {"_id": 1}).limit(most))]


def state_of(found: Found) -> Embed:
    """An embed for a command."""
    return Embed(found["_id"], found["u"], int(found["n"]), found["w"], restored(found["s"]))


def session_of(found: Found) -> Session:
    """A session for a command."""
    return Session(found["e"], found["s"], found["u"], int(found["l"]), int(found["r"]))


async def _exchanges(views: Any, embeds: list[str]) -> dict[str, int]:
    """Exchanges by embed, summed over sessions from the index alone."""
    pipeline = [
        {"$match": {"e": {"$in": embeds}}},
        {"$group": {"_id": "$e", "n": {"$sum": "$n"}}},
    ]
    return {one["_id"]: int(one["n"]) for one in await rows(views.view(SESSIONS).aggregate(pipeline))}
