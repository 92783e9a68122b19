"""Account settings of installations older than sections: events of the stream `installation`.

They count until the section "accounts" is changed for the first time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from services.auth.domain.installation import STREAM
from services.auth.projections.installation import COLLECTION


async def recorded_before(view: Callable[[str], Any]) -> Mapping[str, Any]:
    """What was set then, from the view of a store or a transaction; empty when nothing was."""
    document = await view(COLLECTION).find_one({"_id": STREAM}) or {}
    settings: Mapping[str, Any] = json.loads(document["settings"]) if "settings" in document else {}
    return settings
