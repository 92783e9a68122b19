"""How far a follower is in the log of its own service, for what must not go on before it saw something."""

from __future__ import annotations

from typing import Any

from kernel.bus.commits import CommitLog
from kernel.bus.progress import COLLECTION
from kernel.eventstore.mongo_store import COMMITS


async def caught_up(database: Any, service: str, follower: str, stream: str) -> bool:
    """Whether a follower has applied what was in its service's log when this was asked, and the last event
    of a stream even if that has no place in the log yet."""
    commits = database[COMMITS]
    last = await commits.find_one({"stream": stream}, {"position": 1, "events.id": 1}, sort=[("version", -1)])
    if last is not None and "position" not in last:
        return False
    head = await CommitLog(commits, service).head()
    if last is not None:
        head = max(head, last["position"] + len(last["events"]) - 1)
    found = await database[COLLECTION].find_one({"_id": follower}, {"positions": 1})
    return head == 0 or int((found or {}).get("positions", {}).get(service, 0)) >= head
