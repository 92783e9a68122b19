"""Cutting a byte stream into events, however the bytes were split on the way.

Server-sent events follow the WHATWG HTML standard, section 9.2 (line ends \\n, \\r\\n and \\r, comments,
several data lines joined by \\n, a byte order mark at the start); event names, ids and retry times are
not kept, since no chat protocol needs them. An event without its closing blank line counts at the end of
the stream, because some servers forget it. The common form, `data: <one line>\\n\\n`, costs no loop over
lines.
"""

from __future__ import annotations

MAX_EVENT = 4 * 1024 * 1024
"""Bytes one event or line may have; more is no chat answer."""


class Overlong(Exception):
    """An event grew beyond MAX_EVENT."""


class SseParser:
    """Server-sent events from bytes."""

    __slots__ = ("_limit", "_rest", "_started")

    def __init__(self, limit: int = MAX_EVENT) -> None:
        self._rest = b""
        self._started = False
        self._limit = limit

    def feed(self, data: bytes) -> list[bytes]:
        """The data of the events that these bytes complete."""
        buffer = self._rest + data if self._rest else data
        if not self._started:
            if len(buffer) < 3 and b"\xef\xbb\xbf".startswith(buffer):
                self._rest = buffer
                return []
            self._started = True
            buffer = buffer.removeprefix(b"\xef\xbb\xbf")
        held = b""
        if b"\r" in buffer:
            if buffer.endswith(b"\r"):  # perhaps one half of \r\n
                buffer, held = buffer[:-1], b"\r"
            buffer = buffer.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        end = buffer.rfind(b"\n\n")
        if end < 0:
            self._keep(buffer + held)
            return []
        self._keep(buffer[end + 2 :] + held)
        events: list[bytes] = []
        for block in buffer[:end].split(b"\n\n"):
            if block[:6] == b"data: " and b"\n" not in block:
                events.append(block[6:])
            else:
                _gather(block, events)
        return events

    def finish(self) -> list[bytes]:
        """The event that was left open at the end of the stream, if any."""
        rest, self._rest = self._rest, b""
        events: list[bytes] = []
        _gather(rest.replace(b"\r\n", b"\n").replace(b"\r", b"\n"), events)
        return events

    def _keep(self, rest: bytes) -> None:
        if len(rest) > self._limit:
            raise Overlong
        self._rest = rest


class LineParser:
    """Newline-delimited documents (NDJSON) from bytes; empty lines are skipped."""

    __slots__ = ("_limit", "_rest")

    def __init__(self, limit: int = MAX_EVENT) -> None:
        self._rest = b""
        self._limit = limit

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that these bytes complete, without surrounding white space."""
        head, newline, tail = data.rpartition(b"\n")
        if not newline:
            self._keep(self._rest + data)
            return []
        lines = (self._rest + head).split(b"\n")
        self._keep(tail)
        return [stripped for line in lines if (stripped := line.strip())]

    def finish(self) -> list[bytes]:
        """The line that was left open at the end of the stream, if any."""
        rest, self._rest = self._rest.strip(), b""
        return [rest] if rest else []

    def _keep(self, rest: bytes) -> None:
        if len(rest) > self._limit:
            raise Overlong
        self._rest = rest


def _gather(block: bytes, events: list[bytes]) -> None:
    """Append the data of one block of lines, if it has any."""
    found: list[bytes] | None = None
    for line in block.split(b"\n"):
        if line[:5] == b"data:":
            found = found if found is not None else []
            found.append(line[6:] if line[5:6] == b" " else line[5:])
        elif line == b"data":
            found = found if found is not None else []
            found.append(b"")
    if found is not None:
        events.append(b"\n".join(found))
