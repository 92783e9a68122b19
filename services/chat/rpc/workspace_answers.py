"""Answers of workspaces as the AnythingLLM API shows them, in one piece or as they come."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from parlance.chat.v1 import workspaces_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.workspaces import converse
from services.chat.commands.workspaces.ask import Asked, Assistant, Turn
from services.chat.domain.workspaces.conversation import Conversation
from services.chat.domain.workspaces.question import Question, image_of
from services.chat.queries.workspaces.find import Loaded
from services.chat.rpc.workspace_shapes import Json, encode

RESET = "The conversation starts anew."
NOTHING = "The model gave no text for this question."
Frames = AsyncGenerator[common_pb2.Frame, None]


class Answers:
    """Asks a workspace in one of its conversations."""

    def __init__(self, store: EventStore, assistant: Assistant) -> None:
        self._store = store
        self._assistant = assistant

    async def whole(
        self, ctx: CallContext, workspace: Loaded, question: Question, conversation: Conversation
    ) -> pb.JsonDocument:
        """The answer in one piece. Raises FormRefused, AnswerFailed."""
        asked = await self._asked(ctx, workspace, question, conversation)
        if question.reset:
            await converse.reset(self._store, ctx, workspace.state.workspace_id, conversation)
        if asked is None:
            return pb.JsonDocument(json=encode(_said(RESET)))
        turn = await self._assistant.prepare(ctx, asked)
        await finished(turn)
        return pb.JsonDocument(json=encode(_answer(turn)))

    async def streamed(
        self, ctx: CallContext, workspace: Loaded, question: Question, conversation: Conversation
    ) -> Frames:
        """The answer as it comes. What fails after the first frame ends the stream as an abort frame."""
        asked = await self._asked(ctx, workspace, question, conversation)
        yield frame(head=True)
        if question.reset:
            await converse.reset(self._store, ctx, workspace.state.workspace_id, conversation)
        if asked is None:
            yield frame({**_said(RESET), "attachments": []})
            return
        turn = await self._assistant.prepare(ctx, asked)
        id_ = str(uuid.uuid4())
        async with aclosing(turn.run()) as texts:
            async for text in texts:
                yield frame(_chunk(id_, text))
        if turn.refusal is not None:
            yield frame({**_said(turn.refusal), "attachments": []})
            return
        last: Json = {"uuid": id_, "type": "finalizeResponseStream", "close": True, "error": False}
        sources: list[Any] = []
        if turn.text:
            sources = turn.sources
            last |= {"chatId": turn.chat_id, "metrics": turn.metrics(), "sources": sources}
        yield frame({**_chunk(id_, ""), "close": True, "sources": sources}, last)

    async def _asked(
        self, ctx: CallContext, workspace: Loaded, question: Question, conversation: Conversation
    ) -> Asked | None:
        """A question with its attachments read; None when nothing is asked. Raises FormRefused for what
        cannot be attached, AnswerFailed."""
        if not question.message:
            return None
        attached = question.attachments
        images = [
            {"type": "image_url", "image_url": {"url": image_of(one)}}
            for one in attached
            if not one.is_document
        ]
        documents = [await self._assistant.document(ctx, one) for one in attached if one.is_document]
        return Asked(
            workspace=workspace,
            message=question.message,
            mode=question.mode,
            conversation=conversation,
            documents=documents,
            images=images,
            attachments=[
                {"name": one.name, "mime": one.mime, "contentString": one.content} for one in attached
            ],
        )


async def finished(turn: Turn) -> None:
    """Wait for the end of an answer."""
    async with aclosing(turn.run()) as texts:
        async for _ in texts:
            pass


def frame(*events: Json, head: bool = False, streaming: bool = True) -> common_pb2.Frame:
    """Events of a stream; `head` announces one, without `streaming` it is a reply in one piece."""
    made = common_pb2.Frame(events=[encode(event) for event in events])
    if head or not streaming:
        made.head.streaming = streaming
    return made


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
