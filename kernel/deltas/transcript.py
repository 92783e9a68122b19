"""What the events of a streamed chat completion add up to: text, counts, sources, how it ended.

Events are chunks of OpenAI's chat completions, with our `sources` before them and an `error` as the
last of one that broke off. What is no such event adds nothing.
https://platform.openai.com/docs/api-reference/chat-streaming
"""

from __future__ import annotations

from typing import Any

import msgspec

ALIVE = "answers.alive"
"""Notice: a JSON list of the runs somebody works on, said every second."""
STOP = "answers.stop"
"""Notice: the id of a run that shall stop."""


class _Delta(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    index: int = 0
    delta: _Delta | None = None
    message: _Delta | None = None
    finish_reason: str | None = None


class _Event(msgspec.Struct):
    choices: list[_Choice] = []
    usage: msgspec.Raw = msgspec.Raw(b"null")
    sources: msgspec.Raw = msgspec.Raw(b"null")
    error: Any = None


_decode = msgspec.json.Decoder(_Event).decode
_counts = msgspec.json.Decoder(dict[str, Any]).decode


class Transcript:
    """Feed it the events in order."""

    def __init__(self, before: str = "") -> None:
        """`before` is text that stood there when the answer began."""
        self._pieces = [before] if before else []
        self.size = len(before)
        """Characters so far."""
        self.usage = b""
        self.sources = b""
        self.error = ""
        """What a broken stream says of itself."""
        self.kind = ""
        """A word for that."""
        self.finished = False
        """Whether the model said that it is done."""

    @property
    def text(self) -> str:
        """All text so far."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0] if self._pieces else ""

    def feed(self, raw: bytes) -> str:
        """Take an event; returns the text it adds."""
        try:
            event = _decode(raw)
        except msgspec.DecodeError:
            return ""
        self.usage = _present(event.usage) or self.usage
        self.sources = _present(event.sources) or self.sources
        if event.error is not None:
            self._failed(event.error)
        added = ""
        for choice in event.choices:
            if choice.index:
                continue
            said = choice.delta or choice.message
            if said is not None and said.content:
                added += said.content
            self.finished = self.finished or choice.finish_reason is not None
        if added:
            self._pieces.append(added)
            self.size += len(added)
        return added

    def tokens(self) -> tuple[int, int]:
        """Tokens of the question and of the answer, as the provider counted; 0 where it did not."""
        try:
            counts = _counts(self.usage) if self.usage else {}
        except msgspec.DecodeError:
            counts = {}
        found = [counts.get(name) for name in ("prompt_tokens", "completion_tokens")]
        prompt, completion = (n if isinstance(n, int) and n >= 0 else 0 for n in found)
        return prompt, completion

    def _failed(self, error: Any) -> None:
        inner = error if isinstance(error, dict) else {"message": error}
        message, kind = inner.get("message"), inner.get("type")
        self.error = (message if isinstance(message, str) else "")[:1000] or "the answer broke off"
        self.kind = kind[:60] if isinstance(kind, str) else "failed"


def _present(raw: msgspec.Raw) -> bytes:
    found = bytes(raw)
    return b"" if found == b"null" else found
