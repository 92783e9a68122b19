"""Chat completions with files and knowledge: parlance.inference.v1.Completions."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any

import msgspec
from parlance.common.v1.common_pb2 import Frame, StreamHead
from parlance.inference.v1 import completions_pb2 as pb

from kernel.context import CallContext
from services.inference.adapters.catalog import Catalog
from services.inference.adapters.dialects import OpenAIChat, peek, raw_object
from services.inference.adapters.model_defaults import ModelDefaults
from services.inference.adapters.quota import Spend
from services.inference.adapters.relay import Relay
from services.inference.domain import grounding, page_request
from services.inference.domain.errors import BadRequest
from services.inference.runs import saving
from services.inference.runs.runs import Runs

Retrieve = Callable[[CallContext, Sequence[str], str], Awaitable[list[grounding.Passage]]]
"""`retrieve(ctx, collections, question)`: the passages that answer best."""

_CHAT = b'"chat_id"'
_EXTRAS = tuple(b'"%b"' % name.encode() for name in page_request.OURS)


class CompletionsServicer:
    """Takes off what only a page needs, finds passages, and passes on; answers of chats are recorded."""

    def __init__(
        self,
        catalog: Catalog,
        relay: Relay,
        retrieve: Retrieve,
        spend: Spend,
        defaults: ModelDefaults | None = None,
        runs: Runs | None = None,
    ) -> None:
        self._runs = runs
        self._defaults = defaults or ModelDefaults()
        self._spend = spend
        self._catalog = catalog
        self._relay = relay
        self._retrieve = retrieve

    async def Complete(self, request: pb.CompletionRequest, ctx: CallContext) -> AsyncGenerator[Frame, None]:
        """A chat completion with context."""
        runs = self._runs
        where = saving.read(request.body) if runs is not None and _CHAT in request.body else None
        if runs is not None and where is not None and where.recorded and request.last_event_id:
            async with aclosing(runs.answers.follow(ctx, where, request.last_event_id)) as missed:
                async for frame in missed:
                    yield frame
            return
        await self._spend(ctx)
        asked = peek(request.body)
        places = await self._catalog.find(asked.model or "", ctx.who)
        body, sources = request.body, b""
        if self._defaults.params or any(name in body for name in _EXTRAS):
            body, sources = await self._prepared(body, ctx)
        dialect = OpenAIChat(asked.model or "", bool(asked.stream), body)
        answer = self._relay.frames(dialect, places, sources, errors_pass=False)
        if runs is not None and where is not None and (where.recorded or where.session_id):
            asked_for = answer
            run = await runs.begin(ctx, where, dialect.model, lambda: asked_for)
            if where.session_id:
                about = run.about
                reply = saving.accepted(about.id, about.chat_id)
                yield Frame(head=StreamHead(streaming=False), events=[msgspec.json.encode(reply)])
                return
            answer = run.follow()
        async with aclosing(answer) as open_frames:
            async for frame in open_frames:
                yield frame

    async def _prepared(self, body: bytes, ctx: CallContext) -> tuple[bytes, bytes]:
        """The request for the backend and the JSON list of sources, b"" without any."""
        raw = raw_object(body)
        decode = msgspec.json.decode
        fields: dict[str, Any] = {k: v for k, v in raw.items() if k not in page_request.OURS}
        params = decode(raw["params"]) if "params" in raw else None
        files = decode(raw["files"]) if "files" in raw else None
        if not isinstance(params, Mapping | None) or not isinstance(files, list | None):
            raise BadRequest("params must be an object and files a list")
        params = {**self._defaults.params, **(params or {})}
        if not params and not files:
            return msgspec.json.encode(fields), b""
        messages = decode(raw["messages"]) if "messages" in raw else []
        if not isinstance(messages, list):
            raise BadRequest("messages must be a list")
        if params:
            given = frozenset(k for k in fields if bytes(fields[k]) != b"null")
            extra, messages = page_request.merged(params, given, messages)
            fields |= extra
        sources = await self._sources(files or [], messages, ctx)
        if sources:
            messages = grounding.grounded(messages, sources)
        if messages or "messages" in raw:
            fields["messages"] = messages
        return msgspec.json.encode(fields), msgspec.json.encode(sources) if sources else b""

    async def _sources(
        self, files: Sequence[Any], messages: Sequence[Any], ctx: CallContext
    ) -> list[dict[str, Any]]:
        attached = grounding.attached(files)
        question = grounding.question(messages)
        if not attached or not question.strip():
            return []
        collections = list(dict.fromkeys(name for entry in attached for name in entry.collections))
        return grounding.sources(attached, await self._retrieve(ctx, collections, question))
