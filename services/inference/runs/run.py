"""One answer in the making, apart from the call that asked for it.

Events go into a log in memory and from there to everybody: the caller that stayed, the bus, a page.
Nobody of them holds up the model. The end is recorded first and told then, so that whoever hears of it
finds it stored.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec
from parlance.chat.v1.answers_pb2 import EndAnswerRequest
from parlance.common.v1.common_pb2 import Frame, StreamHead

from kernel.deltas.transcript import Transcript
from kernel.deltas.writer import EventTooLarge, Writer
from services.inference.domain.errors import InferenceRefusal

MOST_TEXT = 800_000
"""Characters of an answer, of which a message of a chat has room for twice."""
MOST_BYTES = 32 << 20
"""Bytes of the events of an answer."""
COMPLETED, FAILED, STOPPED = "completed", "failed", "stopped"
_encode = msgspec.json.Encoder().encode
_log = logging.getLogger("parlance.runs")

Frames = Callable[[], AsyncGenerator[Frame, None]]
"""Asks the model."""
End = Callable[[EndAnswerRequest], Any]


class Telling(Protocol):
    """Shows a run to a page."""

    def __call__(self, run: Run) -> Any:
        """Coroutine that runs until the run has ended and everything was told."""


@dataclass(slots=True)
class About:
    """What is known of a run when it begins."""

    id: str
    chat_id: str
    message_id: str
    owner_id: str
    model: str
    parent_id: str = ""
    title: str = ""
    folder_id: str = ""
    recorded: bool = True
    before: str = ""
    question: bytes = b""
    output_id: str = field(default_factory=lambda: f"msg_{uuid.uuid4().hex[:24]}")


class _TooLong(Exception):
    """The answer has no end."""


class Run:
    """See the module. `work` is its life; `follow` may be called by many, at any time."""

    def __init__(self, about: About, frames: Frames, writer: Writer, end: End) -> None:
        self.about = about
        self.log = writer.log
        self.transcript = Transcript(about.before)
        self.state = ""
        """How it ended, once that is recorded."""
        self.grown = asyncio.Event()
        """Set when there is more, and replaced then: take it before looking."""
        self.detail = ""
        self._frames = frames
        self._writer = writer
        self._end = end
        self._bytes = 0
        self._document: Frame | None = None
        self._refusal: Exception | None = None
        self._stopping = ""
        self._cause = ""
        self._asking: asyncio.Task[None] | None = None

    def stop(self, state: str = STOPPED, cause: str = "", detail: str = "") -> None:
        """End it now, with what has arrived."""
        if not self._stopping:
            self._stopping, self._cause, self.detail = state, cause, detail
            if self._asking is not None:
                self._asking.cancel()

    async def work(self) -> None:
        """Ask, record the end, tell it."""
        state = FAILED
        if not self._stopping:
            self._asking = asyncio.get_running_loop().create_task(self._ask())
            await asyncio.wait({self._asking})
            state = self._judge(self._asking)
        state = self._stopping or state
        if self.about.recorded and not await self._end(self._ending(state)):
            self._writer.abandon()
            self.detail = self.detail or "the answer could not be recorded"
            state = FAILED
        self.state = state
        self._tell()
        await self._writer.end(state)

    async def follow(self) -> AsyncGenerator[Frame, None]:
        """Everything from the first event to the end. Raises what the model's backend was refused for,
        when nothing had come."""
        prefix = self.about.id.partition("-")[0] + "-"
        head: StreamHead | None = StreamHead(streaming=True)
        sent = 0
        while True:
            grown = self.grown
            events = self.log[sent:]
            if events:
                yield Frame(head=head, events=events, id_prefix=prefix, first_id=sent + 1)
                head = None
                sent += len(events)
                continue
            if self.state:
                break
            await grown.wait()
        if self._document is not None:
            yield self._document
        elif self._refusal is not None and not sent:
            raise self._refusal
        elif head is not None:
            yield Frame(head=head)

    @property
    def output(self) -> list[dict[str, Any]]:
        """The answer as items of a response."""
        text = {"type": "output_text", "text": self.transcript.text}
        done = "completed" if self.state in ("", COMPLETED) else "incomplete"
        item = {"type": "message", "id": self.about.output_id, "status": done, "role": "assistant"}
        return [{**item, "content": [text]}]

    async def _ask(self) -> None:
        async with aclosing(self._frames()) as frames:
            async for frame in frames:
                if frame.HasField("head") and not frame.head.streaming:
                    self._document = frame
                    for event in frame.events:
                        self.transcript.feed(event)
                else:
                    self._take(list(frame.events))

    def _take(self, events: list[bytes]) -> None:
        self._bytes += sum(map(len, events))
        if self._bytes > MOST_BYTES:
            raise _TooLong
        self._writer.put(events)
        for event in events:
            self.transcript.feed(event)
        self._tell()
        if self.transcript.size > MOST_TEXT:
            raise _TooLong

    def _tell(self) -> None:
        grown, self.grown = self.grown, asyncio.Event()
        grown.set()

    def _judge(self, asked: asyncio.Task[None]) -> str:
        """What came of asking."""
        if asked.cancelled():
            self._cause, self.detail = (
                self._cause or "interrupted",
                self.detail or "the answer was interrupted",
            )
            return FAILED
        error = asked.exception()
        if error is None and not self.transcript.error:
            return COMPLETED
        if error is None:
            self._cause, self.detail = self.transcript.kind, self.transcript.error
        elif isinstance(error, InferenceRefusal):
            self._refusal = error
            self._cause, self.detail = error.reason.lower(), str(error)[:1000]
        elif isinstance(error, EventTooLarge | _TooLong):
            self._refusal = error
            self._cause, self.detail = "too_long", "the answer is longer than a chat has room for"
        else:
            self._refusal = error if isinstance(error, Exception) else None
            self._cause, self.detail = "defect", "the answer could not be made"
            _log.error("run %s failed", self.about.id, exc_info=error)
        return FAILED

    def _ending(self, state: str) -> EndAnswerRequest:
        transcript = self.transcript
        prompt, completion = transcript.tokens()
        return EndAnswerRequest(
            run_id=self.about.id,
            state=state,
            text=transcript.text,
            usage=transcript.usage,
            sources=transcript.sources,
            output=_encode(self.output),
            prompt_tokens=prompt,
            completion_tokens=completion,
            cause=self._cause if state == FAILED else "",
            detail=self.detail if state == FAILED else "",
            last_event=len(self.log),
        )
