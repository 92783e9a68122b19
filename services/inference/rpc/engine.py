"""Model access for other services: parlance.inference.v1.Engine."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import msgspec
from parlance.inference.v1 import engine_pb2 as pb

from kernel.context import CallContext
from services.inference.adapters.catalog import Catalog
from services.inference.adapters.dialects import OpenAIChat, values
from services.inference.adapters.embedder import Embedder
from services.inference.adapters.pool import call
from services.inference.adapters.quota import Spend
from services.inference.adapters.relay import Relay
from services.inference.domain.errors import BackendRefused, BackendUnreachable, BadRequest, error_text


class _Delta(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    delta: _Delta = msgspec.field(default_factory=_Delta)
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Chunk(msgspec.Struct):
    choices: list[_Choice] = []
    usage: _Usage | None = None
    error: Any = None


_chunk = msgspec.json.Decoder(_Chunk).decode


class EngineServicer:
    """Typed completions and embeddings."""

    def __init__(self, catalog: Catalog, relay: Relay, embedder: Embedder, spend: Spend) -> None:
        self._spend = spend
        self._catalog = catalog
        self._relay = relay
        self._embedder = embedder

    async def Complete(
        self, request: pb.CompleteRequest, ctx: CallContext
    ) -> AsyncGenerator[pb.CompleteReply, None]:
        """The text of a completion as it comes. A backend that breaks off ends the call with its reason."""
        await self._spend(ctx)
        model = request.model or await self._catalog.default_model()
        places = await self._catalog.find(model, ctx.who)
        dialect = OpenAIChat(model, True, _body(request, model))
        began = time.monotonic()
        answer = await call(places, dialect.ask, dialect.native)
        if answer.document is not None:
            raise BackendRefused(error_text(answer.document, answer.status), answer.status)
        named: str | None = model
        finish, usage = "", None
        async with aclosing(self._relay.events(dialect, answer, began)) as all_events:
            async for events in all_events:
                text: list[str] = []
                for event in events:
                    chunk = _read(event)
                    usage = chunk.usage or usage
                    for choice in chunk.choices[:1]:
                        text.append(choice.delta.content or "")
                        finish = choice.finish_reason or finish
                if any(text):
                    yield pb.CompleteReply(text="".join(text), model=named)
                    named = None
        counts = (
            pb.Usage(prompt_tokens=usage.prompt_tokens, completion_tokens=usage.completion_tokens)
            if usage
            else None
        )
        yield pb.CompleteReply(finish_reason=finish or "stop", usage=counts, model=named)

    async def Embed(self, request: pb.EmbedRequest, ctx: CallContext) -> pb.EmbedReply:
        """Vectors of texts."""
        found = await self._embedder.embed(request.model, request.texts, ctx.who)
        return pb.EmbedReply(vectors=b"".join(found.rows), dimensions=found.dimensions, model=found.model)


def _body(request: pb.CompleteRequest, model: str) -> bytes:
    try:
        messages = msgspec.json.decode(request.messages)
    except msgspec.DecodeError as error:
        raise BadRequest(f"messages are not JSON: {error}") from None
    if not isinstance(messages, list) or not messages:
        raise BadRequest("messages must be a list with at least one message")
    fields = values(request.parameters) if request.parameters else {}
    fields |= {"model": model, "messages": messages, "stream": True}
    fields["stream_options"] = {"include_usage": True}
    return msgspec.json.encode(fields)


def _read(event: bytes) -> _Chunk:
    try:
        chunk = _chunk(event)
    except msgspec.DecodeError as error:
        raise BackendRefused("the model backend sent something that is not its protocol", 502) from error
    if chunk.error is not None:
        raise BackendUnreachable(error_text(event, 502))
    return chunk
