"""The runs of this process: begun, said to be alive every second, stopped from anywhere, and ended
before the process is."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable

import msgspec

from kernel.context import CallContext
from kernel.deltas.stream import Deltas
from kernel.deltas.transcript import ALIVE
from kernel.deltas.writer import Writer
from kernel.errors import Refusal
from services.inference.adapters.saved_answers import SavedAnswers
from services.inference.runs.run import FAILED, About, Frames, Run, Telling
from services.inference.runs.saving import Saving

Publish = Callable[[str, bytes], Awaitable[None]]
MOST = 2048
"""Answers in the making at once."""
BEAT = 1.0
_AT_ONCE = 1000
_encode = msgspec.json.Encoder().encode
_log = logging.getLogger("parlance.runs")


class Runs:
    """See the module."""

    def __init__(
        self,
        answers: SavedAnswers,
        deltas: Deltas,
        publish: Publish,
        page: Callable[[About], Telling],
        most: int = MOST,
    ) -> None:
        self.answers = answers
        self._deltas = deltas
        self._publish = publish
        self._page = page
        self._most = most
        self._runs: dict[str, Run] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, ctx: CallContext, saving: Saving, model: str, frames: Frames) -> Run:
        """Start recording an answer and asking for it. Raises Refusal OVERLOADED, and what the chat
        service refuses."""
        if len(self._runs) >= self._most:
            raise Refusal("OVERLOADED")
        about = await self._about(ctx, saving, model)
        writer = Writer(self._deltas, about.id)
        if not about.recorded:
            # Only the page that keeps the chat could ask for it again, and it does not.
            writer.abandon()
        run = Run(about, frames, writer, self.answers.end)
        self._runs[about.id] = run
        self._keep(self._live(run))
        if saving.session_id:
            self._keep(self._page(about)(run))
        return run

    async def hear_stop(self, _: str, message: bytes) -> None:
        """A notice that a run shall stop, wherever it is."""
        run = self._runs.get(message.decode(errors="replace"))
        if run is not None:
            run.stop()

    async def say_alive(self) -> None:
        """Tell whoever watches which runs go on, until cancelled."""
        while True:
            ids = [id_ for id_, run in self._runs.items() if run.about.recorded]
            for start in range(0, len(ids), _AT_ONCE):
                await self._publish(ALIVE, _encode(ids[start : start + _AT_ONCE]))
            await asyncio.sleep(BEAT)

    async def close(self, within: float = 8.0) -> None:
        """End all runs as interrupted and wait until that is recorded."""
        for run in self._runs.values():
            run.stop(FAILED, "interrupted", "the service was stopped while it answered")
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        for task in self._tasks:
            task.cancel()

    async def _about(self, ctx: CallContext, saving: Saving, model: str) -> About:
        if not saving.recorded:
            id_, message = str(uuid.uuid4()), saving.message_id or str(uuid.uuid4())
            return About(
                id_, saving.chat_id, message, ctx.who.id, model, recorded=False, before=saving.before
            )
        started = await self.answers.start(ctx, saving, model)
        return About(
            id=started.run_id,
            chat_id=saving.chat_id,
            message_id=started.message_id,
            owner_id=ctx.who.id,
            model=model,
            parent_id=started.parent_id,
            title=started.title,
            folder_id=started.folder_id,
            before=saving.before,
            question=saving.user_message,
        )

    async def _live(self, run: Run) -> None:
        try:
            await run.work()
        finally:
            self._runs.pop(run.about.id, None)

    def _keep(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("an answer was not brought to its end", exc_info=error)
