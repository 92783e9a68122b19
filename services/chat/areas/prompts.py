"""Prompts."""

from __future__ import annotations

from kernel.identity.sharing import Sharing
from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.projections.prompts import PromptsView
from services.chat.prompt_erasers import OwnedPrompts, PromptGrants
from services.chat.rpc.prompts.prompts import Prompts


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Prompts", Prompts(rt.store, parts.people, Sharing(rt.channel("auth"))))
        ],
        projections=[PromptsView()],
        erasers=[OwnedPrompts(rt.store), PromptGrants(rt.store)],
    )
