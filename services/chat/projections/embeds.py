"""The `embeds` view: embeds, sessions of their visitors, and what was said in them.

embeds            <embed>             u owner · n number · w workspace · s settings · c created (ms) ·
                                      v version of the stream
embed_sessions    <embed>/<session>   e embed · s session · u owner · n exchanges · l number of the last ·
                                      r of the last before it began anew · v version of the stream
embed_exchanges   <number>            e embed · s session · q question · a answer · y mode · k sources,
                                      t metrics, i connection (JSON texts) · h hidden · c when (ms)

An exchange is hidden when it says so or its number is not above its session's `r`: beginning anew costs the
same after one exchange and after a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DeleteMany, DeleteOne, IndexModel, InsertOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.embeds import events as e
from services.chat.domain.embeds.settings import restored

EMBEDS, SESSIONS, EXCHANGES = "embeds", "embed_sessions", "embed_exchanges"


class EmbedsView(Projection):
    """See the module."""

    name = "embeds"
    collections = (EMBEDS, SESSIONS, EXCHANGES)
    indexes = {  # noqa: RUF012 - a table
        EMBEDS: [
            IndexModel([("n", ASCENDING)], name="by_number"),
            IndexModel([("w", ASCENDING)], name="by_workspace"),
            IndexModel([("u", ASCENDING)], name="by_owner"),
        ],
        SESSIONS: [
            IndexModel([("e", ASCENDING), ("n", ASCENDING)], name="by_embed"),
            IndexModel([("u", ASCENDING)], name="by_owner"),
        ],
        EXCHANGES: [
            IndexModel([("e", ASCENDING), ("_id", ASCENDING)], name="by_embed"),
            IndexModel([("e", ASCENDING), ("s", ASCENDING), ("_id", ASCENDING)], name="by_session"),
        ],
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        event: Any = recorded.event
        match event:
            case e.EmbedCreated():
                told = {"u": event.owner_id, "n": Int64(event.number), "c": Int64(recorded.time)}
                kept = {"_stream": recorded.stream, **told, **_settings(recorded, event)}
                return [Write(EMBEDS, InsertOne({"_id": event.embed_id, **kept}))]
            case e.EmbedChanged():
                change = {"$set": _settings(recorded, event)}
                return [Write(EMBEDS, UpdateOne({"_id": event.embed_id}, change))]
            case e.EmbedDeleted():
                return [Write(EMBEDS, DeleteOne({"_id": event.embed_id}))]
            case e.EmbedAnswered():
                return [Write(EXCHANGES, InsertOne(_exchange(recorded, event))), _counted(recorded, event)]
            case e.EmbedSessionReset():
                change = {"$set": {"r": Int64(event.number), "v": recorded.version}}
                return [Write(SESSIONS, UpdateOne({"_id": session_key(event)}, change))]
            case e.EmbedSessionEnded():
                said = {"e": event.embed_id, "s": event.session_id}
                gone = Write(SESSIONS, DeleteOne({"_id": session_key(event)}))
                return [Write(EXCHANGES, DeleteMany(said)), gone]
        return []


def session_key(event: e.EmbedAnswered | e.EmbedSessionReset | e.EmbedSessionEnded) -> str:
    """Id of a session in the view."""
    return f"{event.embed_id}/{event.session_id}"


def _settings(recorded: Recorded, event: e.EmbedCreated | e.EmbedChanged) -> dict[str, Any]:
    settings = restored(event.settings)
    values = {name: getattr(settings, name) for name in settings.__slots__}
    return {
        "w": event.workspace_id,
        "s": {**values, "origins": list(settings.origins)},
        "v": recorded.version,
    }


def _exchange(recorded: Recorded, event: e.EmbedAnswered) -> dict[str, Any]:
    return {
        "_id": Int64(event.number),
        "_stream": recorded.stream,
        "e": event.embed_id,
        "s": event.session_id,
        "q": event.question,
        "a": event.answer,
        "y": event.mode,
        "k": event.sources.decode(),
        "t": event.metrics.decode(),
        "i": event.connection.decode(),
        "h": event.hidden,
        "c": Int64(recorded.time),
    }


def _counted(recorded: Recorded, event: e.EmbedAnswered) -> Write:
    first = {
        "_stream": recorded.stream,
        "e": event.embed_id,
        "s": event.session_id,
        "u": event.owner_id,
        "r": Int64(0),
    }
    change = {
        "$setOnInsert": first,
        "$set": {"v": recorded.version},
        "$max": {"l": Int64(event.number)},
        "$inc": {"n": 1},
    }
    return Write(SESSIONS, UpdateOne({"_id": session_key(event)}, change, upsert=True))
