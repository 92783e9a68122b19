"""Ending a lost run: its message gets what the bus has of it, its readers and clients are told."""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from kernel.bus.nats import BusUnavailable
from kernel.context import CallContext, system
from kernel.deltas.model import Batch
from kernel.deltas.stream import Deltas
from kernel.deltas.transcript import Transcript
from kernel.eventstore.model import EventStore
from kernel.live.sender import LiveEvents
from services.chat.commands.answers import end
from services.chat.documents.limits import Limits
from services.chat.documents.words import text_of
from services.chat.domain.answers.answer import FAILED, LOST, Ending, Run
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.queries.answers.find import run_of
from services.chat.queries.chats.load import some_messages

DETAIL = "The answer broke off: the service that wrote it stopped answering."
_encode = msgspec.json.Encoder().encode
_log = logging.getLogger("parlance.answers")


class GiveUp:
    """Called with the id of a lost run; doing it again finds it ended."""

    def __init__(
        self,
        store: EventStore,
        deltas: Deltas,
        live: LiveEvents,
        limits: Limits,
        as_service: Callable[[CallContext], CallContext],
    ) -> None:
        self._store = store
        self._deltas = deltas
        self._live = live
        self._limits = limits
        self._as_service = as_service

    async def __call__(self, run_id: str) -> None:
        """End it."""
        run = await run_of(self._store, run_id)
        if run is None:
            return
        transcript = Transcript(await self._stored_text(run))
        last = await self._read(run_id, transcript)
        prompt, completion = transcript.tokens()
        command = end.EndAnswer(
            run_id,
            Ending(FAILED, last + 1, prompt, completion, cause=LOST, detail=DETAIL),
            text=transcript.text,
            usage=transcript.usage,
            sources=transcript.sources,
        )
        ctx = self._as_service(system(f"lost-{run_id}"))
        if await end.handle(self._store, ctx, command, self._limits):
            await self._tell(run, last)

    async def _stored_text(self, run: Run) -> str:
        try:
            chat = await some_messages(self._store, run.chat_id, [run.message_id])
        except ChatNotFound:
            return ""
        part = chat.messages.get(run.message_id)
        return text_of(part["b"]) if part is not None else ""

    async def _read(self, run_id: str, transcript: Transcript) -> int:
        """Feed what is on the bus; the number of the last event."""
        try:
            found, _ = await self._deltas.history(run_id)
        except BusUnavailable as error:
            _log.warning("the partial text of run %s cannot be read: %s", run_id, error)
            return 0
        wanted = 1
        for batch in sorted(found, key=lambda batch: batch.first):
            if batch.next <= wanted:
                continue
            new = batch.since(wanted)
            for event in new.events:
                transcript.feed(event)
            wanted = new.next
        return wanted - 1

    async def _tell(self, run: Run, last: int) -> None:
        failure = {"error": {"message": DETAIL, "type": LOST, "param": None, "code": LOST}}
        try:
            await self._deltas.append(run.id, Batch(last + 1, (_encode(failure),), FAILED))
        except BusUnavailable as error:
            _log.warning("readers of run %s are not told that it ended: %s", run.id, error)
        about = {"chat_id": run.chat_id, "message_id": run.message_id}
        told = [
            {"type": "chat:completion", "data": {"done": True, "error": {"content": DETAIL}}},
            {"type": "chat:active", "data": {"active": False}},
        ]
        for data in told:
            await self._live.to_user(run.owner_id, "events", _encode({**about, "data": data}))
