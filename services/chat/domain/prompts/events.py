"""What happens to a prompt. Each class has a message of the same name in parlance.chat.v1.prompt_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PromptCreated:
    """A prompt was made, and with it its first version."""

    prompt_id: str
    owner_id: str
    version_id: str
    command: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: bytes
    message: str
    access_grants: bytes


@dataclass(frozen=True, slots=True)
class PromptSaved:
    """A new version; when it is `live`, what the prompt says from now on."""

    prompt_id: str
    owner_id: str
    version_id: str
    parent_id: str
    command: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: bytes
    message: str
    live: bool
    access_grants: bytes


@dataclass(frozen=True, slots=True)
class PromptDetailsChanged:
    """Name, command or tags changed, without a new version."""

    prompt_id: str
    owner_id: str
    command: str
    name: str
    tags: bytes
    content: str


@dataclass(frozen=True, slots=True)
class PromptVersionChosen:
    """An earlier version is what the prompt says from now on."""

    prompt_id: str
    owner_id: str
    version_id: str
    name: str
    content: str
    data: bytes
    meta: bytes
    tags: bytes
    command: str


@dataclass(frozen=True, slots=True)
class PromptVersionDeleted:
    """A version is gone."""

    prompt_id: str
    version_id: str


@dataclass(frozen=True, slots=True)
class PromptSwitched:
    """Switched on or off in menus."""

    prompt_id: str
    active: bool


@dataclass(frozen=True, slots=True)
class PromptAccessChanged:
    """Who besides the owner may use it, whole."""

    prompt_id: str
    owner_id: str
    access_grants: bytes


@dataclass(frozen=True, slots=True)
class PromptDeleted:
    """The prompt is gone with its versions."""

    prompt_id: str
    owner_id: str
