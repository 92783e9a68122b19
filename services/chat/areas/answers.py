"""Answers of models recorded by the server, and the tasks clients see of them."""

from __future__ import annotations

from kernel.deltas.transcript import ALIVE
from kernel.service import App, Runtime, Servicer
from services.chat.answering.give_up import GiveUp
from services.chat.answering.lost import RunWatch
from services.chat.areas.parts import Parts
from services.chat.projections.answers import AnswersView
from services.chat.rpc.answers import Answers
from services.chat.rpc.tasks import Tasks


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    deltas = rt.deltas
    if deltas is None:
        raise RuntimeError("answers need a bus")
    give_up = GiveUp(rt.store, deltas, rt.live_events, parts.limits, rt.service_context)
    watch = RunWatch(rt.store, lambda: deltas.bus.health, give_up)
    await rt.subscribe(ALIVE, watch.hear)
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Answers", Answers(rt.store, deltas, parts.limits)),
            Servicer("parlance.chat.v1.Tasks", Tasks(rt.store, rt.publish)),
        ],
        projections=[AnswersView()],
        background=[watch.watch],
    )
