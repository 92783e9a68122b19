"""The Ollama protocol: parlance.inference.v1.Ollama."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any, Literal

import msgspec
from parlance.common.v1.common_pb2 import Frame
from parlance.inference.v1 import ollama_pb2 as pb

from kernel.context import CallContext
from services.inference.adapters.catalog import Catalog, Place
from services.inference.adapters.dialects import Embedding, OllamaText, OpenAIChat, peek
from services.inference.adapters.quota import Spend
from services.inference.adapters.readers import decode
from services.inference.adapters.relay import Relay
from services.inference.domain import catalog as shapes
from services.inference.domain.errors import BackendUnreachable, BadRequest, InferenceRefusal, ModelNotFound

PROTOCOL_VERSION = "0.5.1"
"""What clients are told without an Ollama backend: the release whose API this follows."""


class OllamaServicer:
    """Answers from the catalog, or passes on to a backend."""

    def __init__(self, catalog: Catalog, relay: Relay, spend: Spend) -> None:
        self._spend = spend
        self._catalog = catalog
        self._relay = relay

    async def Tags(self, request: pb.OllamaBackend, ctx: CallContext) -> pb.OllamaModels:
        """All models, or those of one backend."""
        if not self._catalog.may_use(ctx.who):
            return pb.OllamaModels(json=b'{"models":[]}')
        if not request.HasField("url_idx"):
            return pb.OllamaModels(json=(await self._catalog.snapshot()).tags)
        listing = await self._catalog.listing("ollama", request.url_idx)
        rows = [shapes.ollama_model(model, listing.kind) for model in listing.models]
        return pb.OllamaModels(json=msgspec.json.encode({"models": rows}))

    async def Ps(self, request: pb.OllamaBackend, ctx: CallContext) -> pb.OllamaModels:
        """Loaded models."""
        if not self._catalog.may_use(ctx.who):
            return pb.OllamaModels(json=b'{"models":[]}')
        if not request.HasField("url_idx"):
            return pb.OllamaModels(json=(await self._catalog.snapshot()).running)
        listing = await self._catalog.listing("ollama", request.url_idx)
        return pb.OllamaModels(json=msgspec.json.encode({"models": list(listing.running)}))

    async def Version(self, request: pb.OllamaBackend, ctx: CallContext) -> pb.OllamaVersion:
        """Version of the protocol."""
        index = request.url_idx if request.HasField("url_idx") else None
        return pb.OllamaVersion(version=await self._version(index))

    async def Show(self, request: pb.OllamaShowRequest, ctx: CallContext) -> pb.OllamaShowReply:
        """What is known of one model."""
        form = request.form
        return pb.OllamaShowReply(json=await self._show(form.model or form.name, ctx, None, form.verbose))

    async def Info(self, request: pb.OllamaInfoRequest, ctx: CallContext) -> pb.OllamaShowReply:
        """The same with the model in the query; the version without one."""
        index = request.url_idx if request.HasField("url_idx") else None
        if request.model:
            return pb.OllamaShowReply(json=await self._show(request.model, ctx, index, False))
        return pb.OllamaShowReply(json=msgspec.json.encode({"version": await self._version(index)}))

    def Chat(self, request: pb.OllamaChatRequest, ctx: CallContext) -> AsyncGenerator[Frame, None]:
        """One turn of a chat."""
        return self._text("chat", request.body, request, ctx)

    def Generate(self, request: pb.OllamaGenerateRequest, ctx: CallContext) -> AsyncGenerator[Frame, None]:
        """Text that follows a prompt."""
        return self._text("generate", msgspec.json.encode(_fields(request.form)), request, ctx)

    async def Embed(self, request: pb.OllamaEmbedRequest, ctx: CallContext) -> pb.OllamaEmbedReply:
        """Embeddings of one text or several."""
        return pb.OllamaEmbedReply(json=await self._embed(_fields(request.form), request, ctx))

    async def Embeddings(
        self, request: pb.OllamaEmbeddingsRequest, ctx: CallContext
    ) -> pb.OllamaEmbeddingsReply:
        """The embedding of one prompt."""
        body = _fields(request.form)
        body["input"] = body.pop("prompt", "")
        rows = decode(await self._embed(body, request, ctx)).get("embeddings")
        first = rows[0] if isinstance(rows, list) and rows else []
        return pb.OllamaEmbeddingsReply(json=msgspec.json.encode({"embedding": first}))

    async def V1Models(self, request: pb.OllamaBackend, ctx: CallContext) -> pb.OllamaV1ModelsReply:
        """The models in OpenAI's form."""
        if not self._catalog.may_use(ctx.who):
            return pb.OllamaV1ModelsReply(json=b'{"data":[],"object":"list"}')
        if not request.HasField("url_idx"):
            return pb.OllamaV1ModelsReply(json=(await self._catalog.snapshot()).v1)
        listing = await self._catalog.listing("ollama", request.url_idx)
        rows = shapes.v1_models([listing], int(time.time()))
        return pb.OllamaV1ModelsReply(json=msgspec.json.encode({"data": rows, "object": "list"}))

    def V1ChatCompletions(
        self, request: pb.OllamaChatRequest, ctx: CallContext
    ) -> AsyncGenerator[Frame, None]:
        """A chat completion in OpenAI's form."""
        return self._v1("/chat/completions", request, ctx)

    def V1Completions(self, request: pb.OllamaChatRequest, ctx: CallContext) -> AsyncGenerator[Frame, None]:
        """A text completion in OpenAI's form."""
        return self._v1("/completions", request, ctx)

    async def _text(
        self, kind: Literal["chat", "generate"], body: bytes, request: Any, ctx: CallContext
    ) -> AsyncGenerator[Frame, None]:
        await self._spend(ctx)
        asked = peek(body)
        places = await self._places(asked.model or "", request, ctx)
        dialect = OllamaText(kind, asked.model or "", asked.stream is not False, body, time.time())
        async with aclosing(self._relay.frames(dialect, places)) as frames:
            async for frame in frames:
                yield frame

    async def _v1(
        self, path: str, request: pb.OllamaChatRequest, ctx: CallContext
    ) -> AsyncGenerator[Frame, None]:
        await self._spend(ctx)
        asked = peek(request.body)
        places = await self._places(asked.model or "", request, ctx)
        dialect = OpenAIChat(asked.model or "", bool(asked.stream), request.body, ollama_v1=True, path=path)
        dialect.native = "ollama"
        async with aclosing(self._relay.frames(dialect, places)) as frames:
            async for frame in frames:
                yield frame

    async def _embed(self, body: dict[str, Any], request: Any, ctx: CallContext) -> bytes:
        texts = body.get("input")
        if not isinstance(texts, str) and not (
            isinstance(texts, list) and all(isinstance(t, str) for t in texts)
        ):
            raise BadRequest("input must be a text or a list of texts")
        places = await self._places(str(body.get("model") or ""), request, ctx)
        return await self._relay.document(Embedding("ollama", str(body["model"]), body, time.time()), places)

    async def _places(self, model: str, request: Any, ctx: CallContext) -> Sequence[Place]:
        """Who has the model, narrowed to one backend when the request names its index."""
        places = await self._catalog.find(model, ctx.who)
        if not request.HasField("url_idx"):
            return places
        backend = self._catalog.backend("ollama", request.url_idx)
        narrowed = [place for place in places if place.backend is backend]
        if not narrowed:
            raise ModelNotFound(model)
        return narrowed

    async def _show(self, model: str, ctx: CallContext, index: int | None, verbose: bool) -> bytes:
        places = list(await self._catalog.find(model, ctx.who))
        if index is not None:
            backend = self._catalog.backend("ollama", index)
            places = [place for place in places if place.backend is backend]
        if not places:
            raise ModelNotFound(model)
        for place in places:
            if place.backend.kind == "ollama":
                asked = {"model": place.model.id, "verbose": True} if verbose else {"model": place.model.id}
                return await place.backend.fetch("/api/show", msgspec.json.encode(asked))
        return msgspec.json.encode(shapes.show(places[0].model))

    async def _version(self, index: int | None) -> str:
        backends = [b for b in self._catalog.backends if b.kind == "ollama"]
        if index is not None:
            chosen = self._catalog.backend("ollama", index)
            if chosen.kind != "ollama":
                return PROTOCOL_VERSION
            backends = [chosen]
        found: list[str] = []
        problem: InferenceRefusal | None = None
        for backend in backends:
            try:
                version = decode(await backend.fetch("/api/version", within=5.0)).get("version")
            except InferenceRefusal as error:
                problem = error
            else:
                found.append(str(version))
        if not found and problem is not None:
            raise BackendUnreachable("no Ollama backend can be reached") from problem
        return min(found, key=_version_key, default=PROTOCOL_VERSION)


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.partition("-")[0].split("."))


def _fields(form: Any) -> dict[str, Any]:
    """The fields of a form that were sent, as values; `bytes` fields hold JSON."""
    out: dict[str, Any] = {}
    for field, value in form.ListFields():
        if field.type == field.TYPE_BYTES:
            if value != b"null":
                out[field.name] = msgspec.Raw(value)
        elif field.is_repeated:
            out[field.name] = list(value)
        else:
            out[field.name] = value
    for name in ("input",):
        if name in out:
            out[name] = msgspec.json.decode(out[name])
    return out
