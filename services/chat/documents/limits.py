"""How large a chat and its parts may be.

A message, and all details together, have to fit one event and one document of MongoDB (16 MiB) with
room to spare.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.chat.domain.chats.document import Piece
from services.chat.domain.chats.refusals import DocumentRefused, DocumentTooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of JSON, except where said."""

    document: int = 48 * 1024 * 1024
    change: int = 10 * 1024 * 1024
    """What one transaction records, in one document of the log."""
    piece: int = 8 * 1024 * 1024
    """One message, one item of the flat list, or all details together."""
    messages: int = 50_000
    """Messages of a history."""
    keys: int = 1_000
    """Top-level keys of a document."""
    id_length: int = 200
    """Characters of a message id or a key."""
    title_length: int = 10_000
    """Characters of a title."""

    def check_change(self, size: int) -> None:
        """Refuse what would be too much for one transaction."""
        if size > self.change:
            raise DocumentTooLarge(f"a change in one transaction may bring {self.change} bytes")

    def check_messages(self, nodes: Mapping[str, bytes]) -> None:
        """Refuse too many, too long or badly named messages."""
        if len(nodes) > self.messages:
            raise DocumentTooLarge(f"a history may have {self.messages} messages")
        for id_, raw in nodes.items():
            self.check_id(id_)
            self.check_piece(raw)

    def check_id(self, id_: str) -> None:
        """Refuse an id that is too long."""
        if len(id_) > self.id_length:
            raise DocumentRefused(f"an id may have {self.id_length} characters")

    def check_piece(self, raw: bytes) -> None:
        """Refuse a message or piece that does not fit one event."""
        if len(raw) > self.piece:
            raise DocumentTooLarge(f"a message may have {self.piece} bytes")

    def check_title(self, title: str) -> None:
        """Refuse a title that is too long."""
        if len(title) > self.title_length:
            raise DocumentRefused(f"a title may have {self.title_length} characters")

    def check_details(self, details: Mapping[str, Piece]) -> None:
        """Refuse too many or too large keys beside the history."""
        if len(details) > self.keys:
            raise DocumentTooLarge(f"a chat may have {self.keys} keys")
        for key in details:
            self.check_id(key)
        self.check_size(sum(len(piece.raw) for piece in details.values()))

    def check_size(self, size: int) -> None:
        """Refuse details that are too large together."""
        if size > self.piece:
            raise DocumentTooLarge(f"the keys beside the messages may have {self.piece} bytes together")
