"""View `installation`: one document with owner, stored settings and default permissions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pymongo import UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.events import (
    AccountSettingsChanged,
    DefaultPermissionsChanged,
    InstallationOwned,
)
from services.auth.domain.installation import STREAM

COLLECTION = "installation"


class InstallationView(Projection):
    """See the module. What was never changed is absent."""

    name = "installation"
    collections = (COLLECTION,)

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        if recorded.stream != STREAM:
            return
        change: dict[str, Any] = {"version": recorded.version, "_stream": recorded.stream}
        match recorded.event:
            case InstallationOwned(user_id):
                change["owner"] = user_id
            case AccountSettingsChanged(settings):
                change["settings"] = settings
            case DefaultPermissionsChanged(granted):
                change["granted"] = list(granted)
        yield Write(COLLECTION, UpdateOne({"_id": STREAM}, {"$set": change}, upsert=True))
