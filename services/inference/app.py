"""How the inference service is put together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from parlance.auth.v1.interface_settings_pb2 import ModelSettings

from kernel.deltas.transcript import STOP
from kernel.service import App, Runtime, Servicer
from services.inference.adapters.backend import Backend
from services.inference.adapters.catalog import Catalog
from services.inference.adapters.embedder import Embedder
from services.inference.adapters.model_defaults import ModelDefaults
from services.inference.adapters.quota import Quota, Spend
from services.inference.adapters.relay import FirstToken, Relay
from services.inference.adapters.retriever import KnowledgeRetriever
from services.inference.adapters.saved_answers import SavedAnswers
from services.inference.rpc.completions import CompletionsServicer, Retrieve
from services.inference.rpc.engine import EngineServicer
from services.inference.rpc.models import ModelsServicer
from services.inference.rpc.ollama import OllamaServicer
from services.inference.rpc.openai import OpenAIServicer
from services.inference.runs.page import Page
from services.inference.runs.runs import Runs
from services.inference.settings import Settings

PACKAGE = "parlance.inference.v1"


async def build(rt: Runtime) -> App:
    """The service of a runtime."""
    retrieve = KnowledgeRetriever(rt.channel("knowledge"))
    defaults = ModelDefaults()
    rt.live(ModelSettings).on_change(defaults.take)
    quota = Quota(rt.database)
    await quota.start()
    if rt.deltas is None:
        raise RuntimeError("saved answers need a bus")
    answers = SavedAnswers(rt.channel("chat"), rt.service_context)
    runs = Runs(answers, rt.deltas, rt.publish, lambda about: Page(rt.live_events, about))
    await rt.subscribe(STOP, runs.hear_stop)
    return assemble(rt.settings, retrieve, rt.metrics.first_token, quota.spend, defaults, runs)


def assemble(
    settings: Settings,
    retrieve: Retrieve,
    first_token: FirstToken,
    spend: Spend,
    defaults: ModelDefaults | None = None,
    runs: Runs | None = None,
) -> App:
    """The service from its parts; needs a running event loop. Without `runs` no answer is saved."""
    defaults = defaults or ModelDefaults()
    catalog = Catalog(backends(settings), settings, defaults)
    relay = Relay(first_token)
    embedder = Embedder(catalog, relay, settings)
    servicers = {
        "Models": ModelsServicer(catalog),
        "OpenAI": OpenAIServicer(catalog, relay, spend),
        "Ollama": OllamaServicer(catalog, relay, spend),
        "Completions": CompletionsServicer(catalog, relay, retrieve, spend, defaults, runs),
        "Engine": EngineServicer(catalog, relay, embedder, spend),
    }
    listed = asyncio.Event()

    async def warm() -> None:
        await catalog.snapshot()
        listed.set()

    async def ready() -> str:
        return "" if listed.is_set() else "the model backends have not been asked for their models yet"

    stop: Sequence[Callable[[], Awaitable[None]]] = (
        catalog.close,
        embedder.close,
        *([runs.close] if runs else []),
    )
    return App(
        servicers=[Servicer(f"{PACKAGE}.{name}", servicer) for name, servicer in servicers.items()],
        background=[warm, *([runs.say_alive] if runs else [])],
        on_stop=list(stop),
        ready=ready,
    )


def backends(settings: Settings) -> list[Backend]:
    """The backends the settings name, then the local models."""
    found: list[Backend] = []

    def add(kind: str, url: str, key: str = "", *, local: bool = False) -> None:
        index = sum(1 for backend in found if backend.kind == kind)
        made = Backend("openai" if kind == "openai" else "ollama", index, url, key, settings, local=local)
        found.append(made)

    for place, url in enumerate(settings.openai_urls):
        add("openai", url, settings.openai_keys[place] if place < len(settings.openai_keys) else "")
    for url in settings.ollama_urls:
        add("ollama", url)
    base = f"http://{settings.local_host}"
    if settings.runs_local_chat:
        add("openai", f"{base}:{settings.local_chat_port}/v1", local=True)
    if settings.runs_local_embeddings:
        add("openai", f"{base}:{settings.local_embedding_port}/v1", local=True)
    return found
