"""How many erasures do not move on, as a metric an alert can watch."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from pymongo.errors import PyMongoError

from kernel.telemetry.metrics import Metrics
from services.auth.projections.erasures import COLLECTION
from services.auth.queries.erasures import stuck_query

_EVERY = 60.0
_log = logging.getLogger(__name__)


class StuckErasures:
    """`run` in the background; the gauge shows what it last counted."""

    def __init__(self, database: Any, metrics: Metrics, clock: Callable[[], float] = time.time) -> None:
        self._erasures = database[COLLECTION]
        self._clock = clock
        self.count = 0
        metrics.gauges(
            "parlance_erasures_stuck",
            "Erasures of deleted people that some service has not reported for fifteen minutes.",
            "service",
            lambda: {"auth": self.count},
        )

    async def run(self) -> None:
        """Count until cancelled."""
        while True:
            try:
                await self.look()
            except PyMongoError as error:
                _log.warning("erasures are not counted now: %s", error)
            await asyncio.sleep(_EVERY)

    async def look(self) -> None:
        """Count once."""
        self.count = await self._erasures.count_documents(stuck_query(self._clock()))
