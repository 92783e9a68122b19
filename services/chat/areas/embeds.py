"""Embeds: the chat of a workspace on other sites' pages, for operators and for visitors."""

from __future__ import annotations

from parlance.auth.v1.instance_settings_pb2 import InstanceSettings

from kernel.service import App, Runtime, Servicer
from services.chat.adapters.embed_quota import EmbedQuota
from services.chat.areas.parts import Parts
from services.chat.commands.embeds.answer import VisitorsAssistant
from services.chat.embed_erasers import OwnedEmbeds
from services.chat.projections.embeds import EmbedsView
from services.chat.reactions.clear_embeds import ClearEmbeds
from services.chat.rpc.embeds import Embeds
from services.chat.rpc.public_embeds import PublicEmbeds


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    instance = rt.live(InstanceSettings)
    assistant = VisitorsAssistant(
        rt.store,
        parts.numbers,
        parts.knowledge,
        parts.engine,
        parts.limits,
        rt.settings.chat_context_tokens,
        rt.settings.chat_answer_tokens,
        default_prompt=lambda: instance.value.default_system_prompt,
    )
    quota = EmbedQuota(rt.database)
    await quota.start()
    visitors = PublicEmbeds(rt.store, assistant, quota, rt.service_context)
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Embeds", Embeds(rt.store, parts.numbers)),
            Servicer("parlance.chat.v1.PublicEmbeds", visitors),
        ],
        projections=[EmbedsView()],
        reactions=[ClearEmbeds(rt.store, rt.service_context)],
        erasers=[OwnedEmbeds(rt.store)],
        on_stop=[assistant.stop],
    )
