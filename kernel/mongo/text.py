"""Texts of clients inside regular expressions: as themselves, and never as an error of the server."""

from __future__ import annotations

import re

from kernel.errors import Refusal

LONGEST = 1000
"""Characters of a text that is searched for. MongoDB takes patterns of 32 KiB."""


def literal(text: str) -> str:
    """A pattern that matches this text and nothing else. Raises Refusal for one that is too long.

    MongoDB refuses a NUL character in a pattern, but not its escape.
    """
    if len(text) > LONGEST:
        raise Refusal("INVALID_ARGUMENT", f"A text to search for has at most {LONGEST} characters.")
    return re.escape(text).replace("\x00", r"\x00")
