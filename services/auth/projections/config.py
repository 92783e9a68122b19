"""Views `config` (a section as it is now) and `config_changes` (who changed what, when).

No secret is in them.
"""

from __future__ import annotations

from collections.abc import Iterable

from pymongo import IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.config.events import ConfigChanged

SECTIONS = "config"
CHANGES = "config_changes"


class ConfigView(Projection):
    """See the module. A section that was never changed is absent."""

    name = "config"
    collections = (SECTIONS, CHANGES)
    indexes = {CHANGES: (IndexModel([("section", 1), ("version", -1)], name="section"),)}  # noqa: RUF012

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        if not isinstance(recorded.event, ConfigChanged):
            return
        event = recorded.event
        what = {
            "_stream": recorded.stream,
            "section": event.section,
            "version": recorded.version,
            "time": recorded.time,
            "actor": recorded.actor,
        }
        now = {"_id": event.section, **what, "values": event.values, "secret": bool(event.secrets)}
        yield Write(SECTIONS, ReplaceOne({"_id": event.section}, now, upsert=True))
        change = {"_id": f"{event.section}-{recorded.version}", **what, "changed": list(event.changed)}
        yield Write(CHANGES, ReplaceOne({"_id": change["_id"]}, change, upsert=True))
