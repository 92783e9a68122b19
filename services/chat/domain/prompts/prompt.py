"""One prompt: a text under a slash command, in versions, of which one is live.

`data` and `meta` are JSON objects and `tags` a JSON array of texts, each kept as its bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from services.chat.domain.prompts import events as e
from services.chat.domain.prompts.refusals import PromptMalformed, VersionActive

MOST_TAGS = 50
LONGEST_TAG = 100
LARGEST = 256 * 1024
"""Bytes that `data` and `meta` may have each."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a version says."""

    command: str
    name: str
    content: str
    data: bytes = b"{}"
    meta: bytes = b"{}"
    tags: bytes = b"[]"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it stands: what its live version says, and which that is."""

    prompt_id: str
    owner_id: str
    version_id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Form:
    """What is sent; of `data`, `meta` and `tags` (JSON) nothing and null leave what stands."""

    command: str
    name: str
    content: str
    data: bytes = b""
    meta: bytes = b""
    tags: bytes = b""


def decide_create(
    prompt_id: str, owner_id: str, version_id: str, form: Form, message: str, grants: bytes
) -> list[Any]:
    """Make a prompt with its first version. Raises PromptMalformed."""
    text = taken(form, Text("", "", ""))
    return [
        e.PromptCreated(
            prompt_id,
            owner_id,
            version_id,
            text.command,
            text.name,
            text.content,
            text.data,
            text.meta,
            text.tags,
            message,
            grants,
        )
    ]


def decide_save(
    prompt: Prompt, version_id: str, parent_id: str, form: Form, message: str, live: bool, grants: bytes
) -> list[Any]:
    """Keep a new version. Raises PromptMalformed."""
    text = taken(form, prompt.text)
    return [
        e.PromptSaved(
            prompt.prompt_id,
            prompt.owner_id,
            version_id,
            parent_id,
            text.command,
            text.name,
            text.content,
            text.data,
            text.meta,
            text.tags,
            message,
            live,
            grants,
        )
    ]


def decide_details(prompt: Prompt, name: str, command: str, tags: bytes) -> list[Any]:
    """Another name, command or tags; nothing when they stand so. Raises PromptMalformed."""
    text = taken(Form(command, name, prompt.text.content, tags=tags), prompt.text)
    if text == prompt.text:
        return []
    return [e.PromptDetailsChanged(prompt.prompt_id, prompt.owner_id, command, name, text.tags, text.content)]


def decide_choose(prompt: Prompt, version_id: str, said: Text) -> list[Any]:
    """Make a version the live one; the command stays."""
    return [
        e.PromptVersionChosen(
            prompt.prompt_id,
            prompt.owner_id,
            version_id,
            said.name,
            said.content,
            said.data,
            said.meta,
            said.tags,
            prompt.text.command,
        )
    ]


def decide_delete_version(prompt: Prompt, version_id: str) -> list[Any]:
    """Drop a version. Raises VersionActive."""
    if version_id == prompt.version_id:
        raise VersionActive("The live version cannot be deleted.")
    return [e.PromptVersionDeleted(prompt.prompt_id, version_id)]


def taken(form: Form, standing: Text) -> Text:
    """What a form says over what stands. Raises PromptMalformed."""
    if not form.command.strip() or any(sign.isspace() or not sign.isprintable() for sign in form.command):
        raise PromptMalformed("A command is one word.")
    return Text(
        form.command,
        form.name,
        form.content,
        _object("data", form.data, standing.data),
        _object("meta", form.meta, standing.meta),
        _tags(form.tags, standing.tags),
    )


def _object(name: str, raw: bytes, standing: bytes) -> bytes:
    value = _decoded(name, raw)
    if value is None:
        return standing
    if not isinstance(value, dict) or len(raw) > LARGEST:
        raise PromptMalformed(f"{name} must be an object of at most {LARGEST // 1024} KiB, or null.")
    return _encoded(name, value)


def _tags(raw: bytes, standing: bytes) -> bytes:
    value = _decoded("tags", raw)
    if value is None:
        return standing
    if not isinstance(value, list) or len(value) > MOST_TAGS:
        raise PromptMalformed(f"tags must be a list of at most {MOST_TAGS} texts.")
    if not all(isinstance(tag, str) and 0 < len(tag) <= LONGEST_TAG for tag in value):
        raise PromptMalformed(f"A tag is a text of at most {LONGEST_TAG} characters.")
    return _encoded("tags", list(dict.fromkeys(value)))


def _decoded(name: str, raw: bytes) -> Any:
    if not raw:
        return None
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise PromptMalformed(f"{name} is not valid JSON.") from error


def _encoded(name: str, value: Any) -> bytes:
    try:
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError) as error:  # half a character, or nested too deeply
        raise PromptMalformed(f"{name} cannot be stored as it is.") from error
