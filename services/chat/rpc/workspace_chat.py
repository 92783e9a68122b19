"""parlance.chat.v1.WorkspaceChat"""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from parlance.chat.v1 import workspaces_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.workspaces import converse
from services.chat.commands.workspaces.ask import PROVIDER, Asked, Assistant, Turn
from services.chat.domain.workspaces.prompting import Excerpt
from services.chat.domain.workspaces.question import (
    Question,
    image_of,
    read_conversation,
    read_question,
    text_of,
)
from services.chat.domain.workspaces.refusals import WorkspaceNotFound
from services.chat.domain.workspaces.settings import restored
from services.chat.domain.workspaces.values import number, truth
from services.chat.queries.workspaces import find
from services.chat.rpc.workspace_shapes import Json, encode, read_form

RESET = "The conversation starts anew."
NOTHING = "The model gave no text for this question."
Frames = AsyncGenerator[common_pb2.Frame, None]


class WorkspaceChat:
    """Asking a workspace, in its own way and in OpenAI's."""

    def __init__(self, store: EventStore, assistant: Assistant) -> None:
        self._store = store
        self._assistant = assistant

    async def Chat(self, request: pb.WorkspaceChatRequest, ctx: CallContext) -> pb.JsonDocument:
        """The whole answer."""
        workspace, question = await self._read(request)
        if question.reset:
            await converse.reset(self._store, ctx, workspace.state.workspace_id, question.scope)
            if not question.message:
                return pb.JsonDocument(json=encode(_said(RESET)))
        turn = await self._assistant.prepare(ctx, _asked(workspace, question))
        await _finished(turn)
        return pb.JsonDocument(json=encode(_answer(turn)))

    async def StreamChat(self, request: pb.WorkspaceChatRequest, ctx: CallContext) -> Frames:
        """The answer as it comes. What fails after the first frame ends the stream as an abort frame."""
        workspace, question = await self._read(request)
        asked = _asked(workspace, question) if question.message else None
        yield _frame(head=True)
        if question.reset:
            await converse.reset(self._store, ctx, workspace.state.workspace_id, question.scope)
        if asked is None:
            yield _frame({**_said(RESET), "attachments": []})
            return
        turn = await self._assistant.prepare(ctx, asked)
        id_ = str(uuid.uuid4())
        async with aclosing(turn.run()) as texts:
            async for text in texts:
                yield _frame(_chunk(id_, text))
        if turn.refusal is not None:
            yield _frame({**_said(turn.refusal), "attachments": []})
            return
        last: Json = {"uuid": id_, "type": "finalizeResponseStream", "close": True, "error": False}
        sources: list[Any] = []
        if turn.text:
            sources = turn.sources
            last |= {"chatId": turn.chat_id, "metrics": turn.metrics(), "sources": sources}
        yield _frame({**_chunk(id_, ""), "close": True, "sources": sources}, last)

    async def ListModels(self, request: pb.ListWorkspacesRequest, ctx: CallContext) -> pb.WorkspaceModels:
        """Workspaces as models."""
        models = [
            pb.WorkspaceModel(
                id=one["g"],
                object="model",
                created=one["c"] // 1000,
                owned_by=restored(one["s"]).provider or PROVIDER,
            )
            for one in await find.everything(self._store)
        ]
        return pb.WorkspaceModels(object="list", data=models)

    async def Complete(self, request: pb.WorkspaceCompletionRequest, ctx: CallContext) -> Frames:
        """A chat completion; streamed when asked for."""
        form = read_form(request.form)
        model = form.get("model")
        if not isinstance(model, str):
            raise WorkspaceNotFound
        workspace = await find.load(self._store, model)
        prompt, before, message, images = read_conversation(form.get("messages"))
        heat = number(form.get("temperature"))
        asked = Asked(
            workspace=workspace,
            message=message,
            mode=workspace.state.settings.mode,
            images=images,
            prompt=prompt,
            before=before,
            temperature=heat if heat is None or heat >= 0 else None,
        )
        turn = await self._assistant.prepare(ctx, asked)
        completion = _Completion(model)
        if not truth(form.get("stream")):
            await _finished(turn)
            yield _frame(completion.whole(turn), streaming=False)
            return
        yield _frame(head=True)
        async with aclosing(turn.run()) as texts:
            async for text in texts:
                yield _frame(completion.chunk(text))
        if turn.refusal is not None:
            yield _frame(completion.chunk(turn.refusal, "abort"))
            return
        finish = "stop" if turn.text else "no_content"
        yield _frame(completion.chunk(""), completion.chunk("", finish, turn.metrics()))

    async def _read(self, request: pb.WorkspaceChatRequest) -> tuple[find.Loaded, Question]:
        workspace = await find.load(self._store, request.slug)
        return workspace, read_question(read_form(request.form), workspace.state.settings.mode)


class _Completion:
    """The OpenAI shapes of one answer; `usage` has the keys of the metrics."""

    def __init__(self, model: str) -> None:
        self._id = str(uuid.uuid4())
        self._created = int(time.time())
        self._model = model

    def whole(self, turn: Turn) -> Json:
        """The answer in one piece."""
        message = {"role": "assistant", "content": turn.text or None}
        finish = "abort" if turn.refusal is not None else "stop" if turn.text else "no_content"
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
        return self._object("chat.completion", choice, turn.metrics())

    def chunk(self, text: str, finish: str | None = None, usage: Json | None = None) -> Json:
        """A piece of the answer."""
        delta = {"role": "assistant", "content": text}
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._object("chat.completion.chunk", choice, usage or {})

    def _object(self, kind: str, choice: Json, usage: Json) -> Json:
        head = {"id": self._id, "object": kind, "created": self._created, "model": self._model}
        return {**head, "choices": [choice], "usage": usage}


def _asked(workspace: find.Loaded, question: Question) -> Asked:
    """A question with its attachments read. Raises FormRefused for what cannot be attached."""
    documents = [Excerpt(a.name, text_of(a)) for a in question.attachments if a.is_document]
    images = [
        {"type": "image_url", "image_url": {"url": image_of(a)}}
        for a in question.attachments
        if not a.is_document
    ]
    attachments = [{"name": a.name, "mime": a.mime, "contentString": a.content} for a in question.attachments]
    return Asked(
        workspace=workspace,
        message=question.message,
        mode=question.mode,
        scope=question.scope,
        documents=documents,
        images=images,
        attachments=attachments,
    )


async def _finished(turn: Turn) -> None:
    async with aclosing(turn.run()) as texts:
        async for _ in texts:
            pass


def _said(text: str) -> Json:
    """A text of ours in place of an answer."""
    return {
        "id": str(uuid.uuid4()),
        "type": "textResponse",
        "textResponse": text,
        "sources": [],
        "close": True,
        "error": None,
        "metrics": {},
    }


def _answer(turn: Turn) -> Json:
    if turn.refusal is not None:
        return _said(turn.refusal)
    if not turn.text:
        nothing = {"type": "abort", "textResponse": None, "error": NOTHING, "metrics": turn.metrics()}
        return {**_said(""), **nothing}
    answered = {"chatId": turn.chat_id, "sources": turn.sources, "metrics": turn.metrics()}
    return {**_said(turn.text), **answered}


def _chunk(id_: str, text: str) -> Json:
    return {
        "uuid": id_,
        "sources": [],
        "type": "textResponseChunk",
        "textResponse": text,
        "close": False,
        "error": False,
    }


def _frame(*events: Json, head: bool = False, streaming: bool = True) -> common_pb2.Frame:
    frame = common_pb2.Frame(events=[encode(event) for event in events])
    if head or not streaming:
        frame.head.streaming = streaming
    return frame
