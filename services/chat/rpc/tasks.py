"""parlance.chat.v1.Tasks"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from parlance.chat.v1 import answers_pb2 as pb

from kernel.context import CallContext
from kernel.deltas.transcript import STOP
from kernel.eventstore.model import EventStore
from services.chat.documents.parts import CHATS, is_chat_id
from services.chat.documents.read import json_kind, read_object
from services.chat.domain.answers.answer import RUNNING
from services.chat.domain.answers.refusals import NotOwnTask
from services.chat.domain.chats.refusals import ChatNotFound, DocumentRefused
from services.chat.queries.answers.find import run_of, running, running_among, running_in

Publish = Callable[[str, bytes], Awaitable[None]]
WITHIN = 8.0
_AGAIN = 0.25
"""Seconds until a stop that has shown no effect is said again: the run may have begun a moment ago."""


class Tasks:
    """Answers under way, wherever they run."""

    def __init__(self, store: EventStore, publish: Publish) -> None:
        self._store = store
        self._publish = publish

    async def List(self, request: Any, ctx: CallContext) -> Any:
        """All."""
        return pb.TaskList(tasks=await running(self._store))

    async def OfChat(self, request: Any, ctx: CallContext) -> Any:
        """Those of a chat."""
        runs = await running_in(self._store, request.chat_id) if is_chat_id(request.chat_id) else []
        return pb.TaskIds(task_ids=[run.id for run in runs if run.owner_id == ctx.who.id])

    async def Stop(self, request: Any, ctx: CallContext) -> Any:
        """Stop one."""
        run = await run_of(self._store, request.task_id)
        if not ctx.who.is_admin and (run is None or run.owner_id != ctx.who.id):
            raise NotOwnTask
        if run is None or run.state != RUNNING:
            return pb.StopReply(status=False, message=f"No task {request.task_id} is running.")
        return await self._stop([run.id])

    async def StopChat(self, request: Any, ctx: CallContext) -> Any:
        """Stop those of a chat."""
        chat_id = request.chat_id
        head = await self._store.view(CHATS).find_one({"_id": chat_id}, {"u": 1})
        if head is None or not is_chat_id(chat_id) or (head["u"] != ctx.who.id and not ctx.who.is_admin):
            raise ChatNotFound
        runs = await running_in(self._store, chat_id)
        if not runs:
            return pb.StopReply(status=False, message=f"No task of chat {chat_id} is running.")
        return await self._stop([run.id for run in runs])

    async def Active(self, request: Any, ctx: CallContext) -> Any:
        """Chats with answers under way."""
        wanted = [chat for chat in request.chat_ids if is_chat_id(chat)]
        return pb.ActiveChats(active_chat_ids=await running_among(self._store, ctx.who.id, wanted))

    async def Completed(self, request: Any, ctx: CallContext) -> Any:
        """A turn, unfiltered."""
        turn = read_object(request.body, "the turn")
        if json_kind(bytes(turn.get("messages", b"null"))) != "array":
            raise DocumentRefused("messages is a list")
        return request

    async def _stop(self, runs: Sequence[str]) -> Any:
        """Say it until they have ended. A run whose process is gone is given up by others meanwhile."""
        left = list(runs)
        try:
            async with asyncio.timeout(WITHIN):
                while left:
                    for run in left:
                        await self._publish(STOP, run.encode())
                    await asyncio.sleep(0.02)
                    left = await self._under_way(left)
                    if left:
                        await asyncio.sleep(_AGAIN)
                        left = await self._under_way(left)
        except TimeoutError:
            return pb.StopReply(status=False, message=f"{len(left)} tasks have not stopped yet.")
        return pb.StopReply(status=True, message=f"Stopped: {', '.join(runs)}.")

    async def _under_way(self, runs: Sequence[str]) -> list[str]:
        found = [await run_of(self._store, run) for run in runs]
        return [run.id for run in found if run is not None and run.state == RUNNING]
