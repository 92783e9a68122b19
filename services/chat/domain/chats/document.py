"""The words of a chat document, split into the pieces that change on their own.

    chat
    ├── history
    │   ├── messages    message id -> Node: content + Links
    │   ├── currentId
    │   └── …           history details, one opaque piece
    ├── messages        flat list: either the shown branch itself, or items of its own
    └── …               details, one opaque piece a key

Content never is decoded here: it comes with a digest of its meaning, equal for equal JSON values
whatever the order of keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag

HISTORY, MESSAGES = "history", "messages"


class Outline(IntFlag):
    """Which optional pieces a document has; the numbers are stored."""

    NONE = 0
    HISTORY = 1
    TREE = 2
    """history.messages"""
    CURRENT_NULL = 4
    CURRENT_TEXT = 8
    LIST = 16
    """The flat list."""
    LIST_FOLLOWS = 32
    """The flat list is the shown branch: it is not stored, and follows the tree."""


CURRENT = Outline.CURRENT_NULL | Outline.CURRENT_TEXT
OF_HISTORY = Outline.HISTORY | Outline.TREE | CURRENT
OF_LIST = Outline.LIST | Outline.LIST_FOLLOWS


@dataclass(frozen=True, slots=True)
class Links:
    """A message's place in the tree.

    `children` is None when the message has no list of them. `joins` is False when it has something
    else under that name: then it is part of the content and nobody joins it.
    """

    parent: str | None = None
    has_parent: bool = False
    children: tuple[str, ...] | None = None
    joins: bool = True

    def with_child(self, child: str) -> Links:
        """These links after a message was added below."""
        if not self.joins or child in (self.children or ()):
            return self
        return Links(self.parent, self.has_parent, (*(self.children or ()), child))


@dataclass(frozen=True, slots=True)
class Node:
    """A message as it came: `raw` is its JSON object, links included; `digest` is of the content."""

    id: str
    raw: bytes
    digest: bytes
    links: Links


EARLIER = 32
"""Earlier contents of a message by which a copy is known to be an old one."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as it stands: the version of the stream that wrote it last, and who did.

    `previous` are digests of the contents before that, the last ones, in order.
    """

    digest: bytes
    links: Links
    version: int
    writer: str
    previous: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One opaque JSON value and the digest of its meaning."""

    raw: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the flat list. `digest` and `links` as of a Node; `whole` is the digest of all of
    it, empty unless it was asked for."""

    raw: bytes
    digest: bytes
    links: Links
    whole: bytes = b""


@dataclass(frozen=True, slots=True)
class History:
    """A posted history; `tree` is None when it has no `messages`, `details` empty when it has no other
    keys."""

    tree: Mapping[str, Node] | None
    current: str | None
    has_current: bool
    details: Piece

    @property
    def outline(self) -> Outline:
        """The pieces this history has."""
        outline = Outline.HISTORY
        if self.tree is not None:
            outline |= Outline.TREE
        if self.has_current:
            outline |= Outline.CURRENT_NULL if self.current is None else Outline.CURRENT_TEXT
        return outline


@dataclass(frozen=True, slots=True)
class Posted:
    """What a client posted: a whole document, or the top-level keys that shall change.

    `history` and `items` are None when the keys are missing, or hold something else than a chat has
    there; then they are details. `title` is None when there is none.
    """

    details: Mapping[str, Piece] = field(default_factory=dict)
    title: str | None = None
    history: History | None = None
    items: Sequence[Item] | None = None


@dataclass(frozen=True, slots=True)
class ChatState:
    """A chat as far as a command needs to know it.

    `nodes`, `details` and `items` hold what was asked for; commands on single messages ask for few.
    `details`, `history` (empty: none), `variables` and `items` are digests.
    """

    exists: bool = False
    chat_id: str = ""
    owner_id: str = ""
    title: str = ""
    outline: Outline = Outline.NONE
    current: str = ""
    version: int = 0
    variables: bytes = b""
    details: Mapping[str, bytes] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes of the details."""
    history: bytes = b""
    nodes: Mapping[str, Stored] = field(default_factory=dict)
    items: tuple[bytes, ...] = ()
    emptied: int = 0
    """The version that created the chat without messages, or cleared it last; 0: none did."""


def branch(links: Mapping[str, Links], leaf: str | None) -> list[str]:
    """Ids from the root to `leaf`, following parents; a circle or a gap ends the walk."""
    path: dict[str, None] = {}
    here = leaf
    while here is not None and here in links and here not in path:
        path[here] = None
        here = links[here].parent
    return list(reversed(path))
