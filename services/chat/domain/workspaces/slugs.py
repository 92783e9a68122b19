"""Slugs: what a workspace is called in addresses, made of its name."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 200
_WORDS = {
    "+": " plus ", "!": " bang ", "@": " at ", "*": " splat ", ".": " dot ",
    "&": " and ", "$": " dollar ", "%": " percent ",
}  # fmt: skip
_NAMED = re.compile("[" + re.escape("".join(_WORDS)) + "]")
_LEFT_OUT = re.compile(r"[^a-z0-9_\s-]+")
_JOINTS = re.compile(r"[\s-]+")


def slug_of(name: str) -> str:
    """Lower-case letters, digits, dash and underscore; empty when a name has none of them.

    Some signs become words, as clients of the API know it: `Fruit Lab!` is `fruit-lab-bang`.
    """
    spoken = _NAMED.sub(lambda found: _WORDS[found.group()], name)
    plain = unicodedata.normalize("NFKD", spoken).encode("ascii", "ignore").decode().lower()
    return _JOINTS.sub("-", _LEFT_OUT.sub("", plain).strip()).strip("-")[:LENGTH].strip("-")
