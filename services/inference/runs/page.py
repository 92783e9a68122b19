"""An answer as a web page sees it: live events of its user, as Open WebUI's releases send them.

    chat:list, chat:active     the chat moves up, and is being answered in
    response:completion        text as it comes (0.12)
    chat:completion            all text so far, a few times a second (0.8); chunks that are not text;
                               at the end {done, content, output, title}
    chat:outlet                the turn's messages as they are stored
    chat:active                no longer

One page cannot be told from the other, and each passes over what it does not know, so both are sent.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import msgspec

from kernel.deltas.transcript import Transcript
from kernel.live.events import MAX_DATA
from kernel.live.sender import LiveEvents
from services.inference.runs.run import COMPLETED, STOPPED, About, Run

PACE = 0.02
"""Seconds between two looks at the answer."""
WHOLE = 0.25
"""Seconds between two events with all text so far."""
MOST_WHOLE = 200_000
"""Characters up to which all text so far is sent before the end."""
_encode = msgspec.json.Encoder().encode


class Page:
    """Shows one run."""

    def __init__(self, live: LiveEvents, about: About) -> None:
        self._live = live
        self._about = about
        self._shown = 0
        self._whole_at = 0.0
        self._whole_size = 0

    async def __call__(self, run: Run) -> None:
        """Tell of the run until it has ended."""
        about = self._about
        if about.parent_id:
            await self._send("chat:list", self._place(), about.parent_id)
        await self._send("chat:active", {"active": True, "folder_id": about.folder_id or None})
        transcript = Transcript(about.before)
        while True:
            grown, state = run.grown, run.state
            events = run.log[self._shown :]
            if events:
                self._shown += len(events)
                await self._show(events, transcript)
            if state:
                break
            if not events:
                await grown.wait()
            else:
                await asyncio.sleep(PACE)
        await self._end(run)

    async def _show(self, events: Sequence[bytes], transcript: Transcript) -> None:
        text: list[str] = []
        for event in events:
            early = transcript.size <= len(self._about.before)
            added = transcript.feed(event)
            if added:
                # A page would add the text of such a chunk once more.
                text.append(added)
            elif b'"error"' not in event:
                await self._text("".join(text), transcript)
                text = []
                await self._raw(event, transcript, early=early)
        await self._text("".join(text), transcript)

    async def _text(self, added: str, transcript: Transcript) -> None:
        if not added:
            return
        about = self._about
        delta = {
            "type": "response.output_text.delta",
            "item_id": about.output_id,
            "output_index": 0,
            "content_index": 0,
            "delta": added,
        }
        await self._send("response:completion", delta)
        await self._whole(transcript, now=False)

    async def _whole(self, transcript: Transcript, *, now: bool) -> None:
        if transcript.size > MOST_WHOLE or transcript.size == self._whole_size:
            return
        if now or time.monotonic() - self._whole_at >= WHOLE:
            self._whole_at, self._whole_size = time.monotonic(), transcript.size
            await self._send("chat:completion", {"content": transcript.text})

    async def _raw(self, event: bytes, transcript: Transcript, *, early: bool) -> None:
        """A chunk without text: the role or sources before any, the reason of the end or counts after."""
        if not early:
            await self._whole(transcript, now=transcript.finished)
        role = early and not transcript.finished and b'"choices"' in event
        await self._send("response:completion" if role else "chat:completion", msgspec.Raw(event))

    async def _end(self, run: Run) -> None:
        about, transcript = self._about, run.transcript
        if run.state == STOPPED:
            await self._send("chat:tasks:cancel", None)
        elif run.state != COMPLETED:
            await self._send("chat:message:error", {"error": {"content": run.detail}})
        await self._send("chat:list", self._place())
        done: dict[str, Any] = {"done": True, "content": transcript.text, "output": run.output}
        if transcript.usage:
            done["usage"] = msgspec.Raw(transcript.usage)
        if transcript.sources and not run.log:
            done["sources"] = msgspec.Raw(transcript.sources)
        if run.state not in (COMPLETED, STOPPED):
            done["error"] = {"content": run.detail}
        await self._send("chat:completion", {**done, "title": about.title})
        await self._send("chat:outlet", {"messages": self._turn(run)})
        await self._send("chat:active", {"active": False, "folder_id": about.folder_id or None})

    def _turn(self, run: Run) -> list[Any]:
        about = self._about
        turn: list[Any] = []
        if about.question:
            posted = msgspec.json.decode(about.question)
            turn.append({
                "id": posted.get("id"), "role": "user", "content": posted.get("content"), "info": None,
                "timestamp": posted.get("timestamp"),
            })  # fmt: skip
        answer = {"id": about.message_id, "role": "assistant", "content": run.transcript.text, "info": None}
        return [*turn, {**answer, "timestamp": int(time.time()), "output": run.output}]

    def _place(self) -> dict[str, Any]:
        return {"chat_id": self._about.chat_id, "folder_id": self._about.folder_id or None}

    async def _send(self, kind: str, data: Any, message_id: str = "") -> None:
        about = self._about
        told = {"type": kind, "data": data} if data is not None else {"type": kind}
        event = {"chat_id": about.chat_id, "message_id": message_id or about.message_id, "data": told}
        frame = _encode(event)
        if len(frame) <= MAX_DATA:
            await self._live.to_user(about.owner_id, "events", frame)
