"""parlance.chat.v1.Answers"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import msgspec
from parlance.chat.v1 import answers_pb2 as pb
from parlance.common.v1.common_pb2 import Frame, StreamHead

from kernel.context import CallContext
from kernel.deltas.stream import Deltas
from kernel.deltas.tail import DeltasExpired, tail
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.commands.answers import end, start
from services.chat.documents.limits import Limits
from services.chat.documents.parts import CHATS
from services.chat.documents.words import text_of
from services.chat.domain.answers.answer import COMPLETED, RUNNING, Ending, Run
from services.chat.domain.chats.refusals import MessageNotFound
from services.chat.queries.answers.find import latest_of, run_of
from services.chat.queries.chats.load import some_messages

_encode = msgspec.json.Encoder().encode
_object = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
QUIET = 1.0
ENDED_QUIET = 0.1
"""Seconds of silence after which a reader looks whether the run still lives; for one that has ended."""


class Answers:
    """Where answers begin and end, and who follows them."""

    def __init__(self, store: EventStore, deltas: Deltas, limits: Limits) -> None:
        self._store = store
        self._deltas = deltas
        self._limits = limits

    async def Start(self, request: Any, ctx: CallContext) -> Any:
        """Begin an answer."""
        command = start.StartAnswer(
            chat_id=request.chat_id,
            message_id=request.message_id,
            parent_id=request.parent_id,
            user_message=request.user_message,
            question=request.question,
            model=request.model,
        )
        started = await start.handle(self._store, ctx, command, self._limits)
        head = await self._store.view(CHATS).find_one({"_id": request.chat_id}, {"f": 1})
        return pb.StartAnswerReply(
            run_id=started.run.id,
            message_id=started.run.message_id,
            parent_id=started.parent_id or "",
            title=started.title,
            folder_id=(head or {}).get("f", ""),
        )

    async def End(self, request: Any, ctx: CallContext) -> Any:
        """End an answer."""
        ending = Ending(
            state=request.state,
            last_event=request.last_event,
            prompt_tokens=request.prompt_tokens,
            completion_tokens=request.completion_tokens,
            cause=request.cause,
            detail=request.detail,
        )
        command = end.EndAnswer(
            request.run_id, ending, request.text, request.usage, request.sources, request.output
        )
        return pb.EndAnswerReply(recorded=await end.handle(self._store, ctx, command, self._limits))

    async def Follow(self, request: Any, ctx: CallContext) -> AsyncGenerator[Frame, None]:
        """The deltas after the last one the client has."""
        await self._message(request, ctx)
        found = await latest_of(self._store, request.id, request.message_id)
        head: StreamHead | None = StreamHead(streaming=True)
        if found is None:
            yield Frame(head=head, events=await self._stored(request, ctx, None))
            return
        run, last = found
        prefix = id_prefix(run.id)
        after = number_of(request.last_event_id, prefix)
        if run.state != RUNNING and last and after >= last:
            yield Frame(head=head)
            return
        try:
            quiet = QUIET if run.state == RUNNING else ENDED_QUIET
            async with aclosing(tail(self._deltas, run.id, after, quiet)) as batches:
                silent = 0
                async for batch in batches:
                    if batch.events or head is not None:
                        events = list(batch.events)
                        yield Frame(head=head, events=events, id_prefix=prefix, first_id=batch.first)
                        head = None
                    silent = 0 if batch.events else silent + 1
                    # Who ends a run records it first and tells its readers then.
                    if silent and not batch.end and await self._over(run, silent):
                        raise DeltasExpired
        except DeltasExpired:
            now = await run_of(self._store, run.id)
            if now is not None and now.state == RUNNING:
                raise Refusal("UNAVAILABLE", "the bus has lost deltas that are being sent again") from None
            events = await self._stored(request, ctx, now)
            last = max(last, 1)
            yield Frame(head=head, events=events, id_prefix=prefix, first_id=max(1, last - len(events) + 1))

    async def _over(self, run: Run, silent: int) -> bool:
        if silent < 2:
            return False
        now = await run_of(self._store, run.id)
        return now is None or now.state != RUNNING

    async def _message(self, request: Any, ctx: CallContext) -> bytes:
        """The message's body. Raises ChatNotFound, MessageNotFound."""
        chat = await some_messages(self._store, request.id, [request.message_id])
        if chat.head["u"] != ctx.who.id and not ctx.who.is_admin:
            raise Refusal("CHAT_NOT_FOUND")
        part = chat.messages.get(request.message_id)
        if part is None:
            raise MessageNotFound
        return bytes(part["b"])

    async def _stored(self, request: Any, ctx: CallContext, run: Run | None) -> list[bytes]:
        """The answer as it is stored: a whole completion, and what went wrong."""
        body = await self._message(request, ctx)
        fields = _object(body)
        document: dict[str, Any] = {
            "id": f"chatcmpl-{run.id if run else request.message_id}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": run.model if run else "",
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": text_of(body)},
                    "finish_reason": "stop" if run is None or run.state == COMPLETED else None,
                }
            ],
        }
        document |= {name: fields[name] for name in ("usage", "sources") if name in fields}
        events = [_encode(document)]
        if "error" in fields and run is not None and run.state != COMPLETED:
            failure = {"message": text_of(bytes(fields["error"])), "type": run.cause, "code": run.cause}
            events.append(_encode({"error": failure}))
        return events


def id_prefix(run_id: str) -> str:
    """What the ids of a run's events begin with: another run's events are not taken for its own."""
    return run_id.partition("-")[0] + "-"


def number_of(last_event_id: str, prefix: str) -> int:
    """The number of an event of a run with this prefix; 0 for any other id."""
    number = last_event_id.removeprefix(prefix)
    if number == last_event_id or not number.isascii() or not number.isdigit() or len(number) > 12:
        return 0
    return int(number)
