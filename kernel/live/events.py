"""What a live event is on the bus: a subject for whom it is meant, and one frame.

    parlance-notices.live.user.<user id>      everything one user's clients get
    parlance-notices.live.room.<room>         everything the members of a room get (`channel:<id>`)

The frame is `<name> NUL <excluded connection> NUL <data>`; data is JSON, passed on as it is. Names and
sizes are bounded here, so that neither a bus message nor a client's frame can grow without limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_DATA = 768 * 1024
"""Bytes of data; the bus takes messages of up to one MiB."""
USER = "user"
ROOM = "room"
_NAME = re.compile(r"[A-Za-z0-9:._-]{1,64}")
_TARGET = re.compile(r"[A-Za-z0-9:_-]{1,128}")


class LiveEventTooLarge(Exception):
    """The data has more than MAX_DATA bytes."""

    reason = "PAYLOAD_TOO_LARGE"


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """One event as a listener gets it. `kind` is USER or ROOM, `target` the user's id or the room."""

    kind: str
    target: str
    name: str
    data: bytes
    exclude: str = ""
    """Id of the connection that caused it and does not want it back."""


def subject(kind: str, target: str) -> str:
    """The notice's subject. Raises ValueError for what is no id."""
    if not _TARGET.fullmatch(target):
        raise ValueError(f"no live event can be meant for {target!r}")
    return f"live.{kind}.{target}"


def encode(name: str, data: bytes, exclude: str = "") -> bytes:
    """The frame. Raises ValueError for a bad name, LiveEventTooLarge."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"no live event is called {name!r}")
    if exclude and not _TARGET.fullmatch(exclude):
        raise ValueError(f"no connection is called {exclude!r}")
    if len(data) > MAX_DATA:
        raise LiveEventTooLarge(f"{name}: {len(data)} bytes")
    return b"\0".join((name.encode(), exclude.encode(), data))


def decode(subject: str, frame: bytes) -> LiveEvent:
    """The event of a message. Raises ValueError for what `encode` did not make."""
    word, kind, target = subject.split(".", 2)
    name, exclude, data = frame.split(b"\0", 2)
    if word != "live" or kind not in (USER, ROOM):
        raise ValueError(f"{subject} carries no live events")
    return LiveEvent(kind, target, name.decode(), data, exclude.decode())
