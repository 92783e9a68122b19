"""Figures of what was used, for administrators and for each person."""

from __future__ import annotations

from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.projections.usage import UsageView
from services.chat.rpc.usage.analytics import Analytics
from services.chat.rpc.usage.own import OwnUsage
from services.chat.usage_erasers import NamedFigures


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Analytics", Analytics(rt.store, parts.people)),
            Servicer("parlance.chat.v1.OwnUsage", OwnUsage(rt.store)),
        ],
        followers=[UsageView()],
        erasers=[NamedFigures(rt.store, rt.database, rt.name)],
    )
