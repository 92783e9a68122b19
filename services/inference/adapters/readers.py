"""From what a backend says to what a surface says: bytes in, finished events out.

`feed` takes the next bytes of a stream and returns whole JSON documents in the caller's dialect, `rest`
what was left open at the end of the bytes, `close` what the dialect adds after a complete answer. `ended`
tells that the protocol's own end was seen; where `must_end`, an answer without it was cut. Streams that
pass unchanged are cut into events but not decoded: an event that cannot be a JSON object is Garbage.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import msgspec

from services.inference.domain.to_ollama import ChatStream
from services.inference.domain.to_openai import TextStream
from services.inference.domain.wire import LineParser, Overlong, SseParser

DONE = b"[DONE]"
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Garbage(Exception):
    """The backend sent something that is not its protocol; `kept` are the events before it."""

    def __init__(self, kept: Iterable[bytes] = ()) -> None:
        super().__init__()
        self.kept = list(kept)


class Reader(Protocol):
    """One answer on its way through."""

    must_end: bool

    @property
    def ended(self) -> bool:
        """Whether the protocol's end was seen."""
        ...

    def feed(self, data: bytes) -> list[bytes]:
        """The events these bytes complete. Raises Garbage."""
        ...

    def rest(self) -> list[bytes]:
        """The event left open when the bytes ended. Raises Garbage."""
        ...

    def close(self) -> list[bytes]:
        """The events that close a complete answer."""
        ...


class SseThrough:
    """Server-sent events of an OpenAI-type backend, unchanged, without the end marker."""

    must_end = False

    def __init__(self) -> None:
        self._parser = SseParser()
        self.ended = False

    def feed(self, data: bytes) -> list[bytes]:
        """Reader.feed"""
        try:
            return self._pass(self._parser.feed(data))
        except Overlong as error:
            raise Garbage from error

    def rest(self) -> list[bytes]:
        """Reader.rest"""
        return [] if self.ended else self._pass(self._parser.finish())

    def close(self) -> list[bytes]:
        """Reader.close"""
        return []

    def _pass(self, events: list[bytes]) -> list[bytes]:
        if DONE in events:
            self.ended = True
            del events[events.index(DONE) :]
        for event in events:
            if event[:1] != b"{" or event[-1:] != b"}" or b"\n" in event:
                return _repaired(events)
        return events


class LinesThrough:
    """Lines of an Ollama backend, unchanged."""

    must_end = True

    def __init__(self) -> None:
        self._parser = LineParser()
        self._last = b""

    @property
    def ended(self) -> bool:
        """Whether the last line closes the answer: `done`, or an error."""
        try:
            line = _decode(self._last)
        except msgspec.DecodeError:
            return False
        return bool(line.get("done")) or "error" in line

    def feed(self, data: bytes) -> list[bytes]:
        """Reader.feed"""
        try:
            return self._pass(self._parser.feed(data))
        except Overlong as error:
            raise Garbage from error

    def rest(self) -> list[bytes]:
        """Reader.rest"""
        return self._pass(self._parser.finish())

    def close(self) -> list[bytes]:
        """Reader.close"""
        return []

    def _pass(self, lines: list[bytes]) -> list[bytes]:
        for line in lines:
            if line[:1] != b"{" or line[-1:] != b"}":
                return _repaired(lines)
        if lines:
            self._last = lines[-1]
        return lines


class OllamaAsOpenAI:
    """Lines of an Ollama backend as OpenAI chunks."""

    must_end = True

    def __init__(self, stream: ChatStream) -> None:
        self._lines = LinesThrough()
        self._stream = stream

    @property
    def ended(self) -> bool:
        """Whether the closing line came."""
        return self._stream.ended

    def feed(self, data: bytes) -> list[bytes]:
        """Reader.feed"""
        return _translated(self._lines.feed, data, self._stream.feed)

    def rest(self) -> list[bytes]:
        """Reader.rest"""
        return _translated(lambda _: self._lines.rest(), b"", self._stream.feed)

    def close(self) -> list[bytes]:
        """Reader.close"""
        return []


class OpenAIAsOllama:
    """Chunks of an OpenAI-type backend as Ollama lines."""

    must_end = False

    def __init__(self, stream: TextStream, clock: Callable[[], float] = time.time) -> None:
        self._through = SseThrough()
        self._stream = stream
        self._clock = clock

    @property
    def ended(self) -> bool:
        """Whether the end marker came."""
        return self._through.ended

    def feed(self, data: bytes) -> list[bytes]:
        """Reader.feed"""
        return _translated(self._through.feed, data, self._line)

    def rest(self) -> list[bytes]:
        """Reader.rest"""
        return _translated(lambda _: self._through.rest(), b"", self._line)

    def close(self) -> list[bytes]:
        """The closing line with the counts, which OpenAI sends in several chunks."""
        return [_encode(line) for line in self._stream.finish(self._clock())]

    def _line(self, chunk: dict[str, Any]) -> list[dict[str, Any]]:
        return self._stream.feed(chunk, self._clock())


def decode(document: bytes) -> dict[str, Any]:
    """One JSON object. Raises Garbage."""
    try:
        return _decode(document)
    except msgspec.DecodeError as error:
        raise Garbage from error


def _repaired(events: list[bytes]) -> list[bytes]:
    """Events on one line each, empty ones dropped; Garbage from the first that is no object."""
    kept: list[bytes] = []
    for event in events:
        line = event.replace(b"\n", b" ").strip()
        if line and (line[:1] != b"{" or line[-1:] != b"}"):
            raise Garbage(kept)
        if line:
            kept.append(line)
    return kept


def _translated(
    cut: Callable[[bytes], list[bytes]],
    data: bytes,
    translate: Callable[[dict[str, Any]], list[dict[str, Any]]],
) -> list[bytes]:
    broken = False
    try:
        documents = cut(data)
    except Garbage as error:
        documents, broken = error.kept, True
    out: list[bytes] = []
    for document in documents:
        try:
            out += [_encode(each) for each in translate(_decode(document))]
        except (msgspec.DecodeError, AttributeError, TypeError, ValueError) as error:
            # The wrong inner shape (a list where an object belongs) is the backend's fault too.
            raise Garbage(out) from error
    if broken:
        raise Garbage(out)
    return out
