"""The chat service, which records answers: parlance.chat.v1.Answers.

An answer begins on the caller's behalf and ends on this service's own: the caller's token may have
expired by then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from typing import Any

import grpc
import grpc.aio
from parlance.chat.v1 import answers_pb2 as pb
from parlance.chat.v1.answers_pb2_grpc import AnswersStub
from parlance.common.v1.common_pb2 import Frame

from kernel.context import CallContext, system
from services.inference.runs.saving import Saving

WITHIN = 10.0
PATIENCE = 120.0
"""Seconds an end is tried: a chat service that is restarted must not cost the answer."""
_PASSING = frozenset({
    grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.ABORTED,
    grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.CANCELLED,
})  # fmt: skip
_log = logging.getLogger("parlance.runs")


class SavedAnswers:
    """See the module."""

    def __init__(self, channel: grpc.aio.Channel, as_service: Callable[[CallContext], CallContext]) -> None:
        self._stub = AnswersStub(channel)
        self._as_service = as_service

    async def start(self, ctx: CallContext, saving: Saving, model: str) -> pb.StartAnswerReply:
        """Begin an answer. What the chat service refuses (CHAT_NOT_FOUND …) reaches the caller."""
        request = pb.StartAnswerRequest(
            chat_id=saving.chat_id,
            message_id=saving.message_id,
            parent_id=saving.parent_id,
            user_message=saving.user_message,
            question=saving.question,
            model=model,
        )
        reply: pb.StartAnswerReply = await self._stub.Start(
            request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN)
        )
        return reply

    async def end(self, request: pb.EndAnswerRequest, patience: float = PATIENCE) -> bool:
        """Record how it ended; False when that could not be done: then the run will be found lost."""
        ctx = self._as_service(system(f"run-{request.run_id}"))
        pause = 0.1
        try:
            async with asyncio.timeout(patience):
                while True:
                    try:
                        await self._stub.End(request, metadata=ctx.outgoing(), timeout=WITHIN)
                        return True
                    except grpc.aio.AioRpcError as error:
                        if error.code() not in _PASSING:
                            _log.error("run %s cannot end: %s", request.run_id, error.details())
                            return False
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 2.0)
        except TimeoutError:
            _log.error("run %s cannot end: the chat service does not answer", request.run_id)
            return False

    async def follow(
        self, ctx: CallContext, saving: Saving, last_event_id: str
    ) -> AsyncGenerator[Frame, None]:
        """What a caller that comes back has not had."""
        request = pb.FollowAnswerRequest(
            id=saving.chat_id, message_id=saving.message_id, last_event_id=last_event_id
        )
        call: Any = self._stub.Follow(request, metadata=ctx.outgoing(), timeout=ctx.remaining())
        try:
            async for frame in call:
                yield frame
        finally:
            call.cancel()
