"""What people type into the search field, taken apart."""

from __future__ import annotations

from dataclasses import dataclass

from services.chat.documents.words import words

MAX_WORDS = 12
"""Further words are not looked for."""

_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that all have to begin some word of the chat, and filters; None: not filtered by.

    `tags` are tag ids, `untagged` wants chats without tags, `folders` are names as typed after
    `folder:`. `nothing` tells that there was text, but no word in it.
    """

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    untagged: bool = False
    folders: tuple[str, ...] = ()
    pinned: bool | None = None
    archived: bool | None = None
    shared: bool | None = None
    nothing: bool = False


def parse(text: str) -> Wanted:
    """The words and filters of a search text. A prefix with a value that it does not know is text."""
    tags: list[str] = []
    folders: list[str] = []
    flags: dict[str, bool] = {}
    plain: list[str] = []
    for token in text.split():
        prefix, colon, value = token.lower().partition(":")
        if colon and prefix == "tag" and value:
            tags.append(value)
        elif colon and prefix == "folder" and value:
            folders.append(value)
        elif colon and prefix in ("pinned", "archived", "shared") and value in _FLAGS:
            flags[prefix] = _FLAGS[value]
        else:
            plain.append(token)
    found = tuple(dict.fromkeys(words(" ".join(plain))))[:MAX_WORDS]
    return Wanted(
        words=found,
        tags=tuple(tag for tag in tags if tag != "none"),
        untagged="none" in tags,
        folders=tuple(folders),
        pinned=flags.get("pinned"),
        archived=flags.get("archived"),
        shared=flags.get("shared"),
        nothing=bool(plain) and not found,
    )
