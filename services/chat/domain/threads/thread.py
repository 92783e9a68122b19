"""Threads: what a form asks for, and the decisions. A thread is part of its workspace's stream."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.chat.domain.chats.document import ChatState
from services.chat.domain.chats.events import ChatRenamed
from services.chat.domain.threads import events as e
from services.chat.domain.workspaces.refusals import FormRefused
from services.chat.domain.workspaces.settings import NAME_LENGTH
from services.chat.domain.workspaces.values import Form, text
from services.chat.domain.workspaces.workspace import Workspace

DEFAULT_NAME = "Thread"
SLUG_LENGTH = 200
_JOINTS = re.compile(r"\s+")
_SIGNS = re.compile(r"[\x00-\x1f\x7f/\\?#%]")
"""What an address cannot carry in one of its parts."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a thread is for, or a question is asked for; empty for nobody in particular."""

    user_id: str = ""
    number: int = 0


NOBODY = Person()


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread as commands need to know it. It belongs to `owner_id`; `user_number` as in the event."""

    thread_id: str
    workspace_id: str
    owner_id: str
    number: int
    slug: str
    name: str
    user_number: int


def asked_slug(form: Form) -> str:
    """The slug a form asks for, blanks as dashes; empty when it asks for none. Raises FormRefused."""
    slug = _JOINTS.sub("-", (text(form.get("slug")) or "").strip())
    if slug in (".", "..") or len(slug) > SLUG_LENGTH or _SIGNS.search(slug):
        raise FormRefused(f"A slug has at most {SLUG_LENGTH} characters, and none that addresses set apart.")
    return slug


def asked_name(form: Form) -> str:
    """The name a form gives, cut to what a name may have; empty when it gives none."""
    return (text(form.get("name")) or "")[:NAME_LENGTH]


def decide_create(thread: Thread) -> list[e.ThreadCreated]:
    """Make a thread; without a name it is called DEFAULT_NAME."""
    return [
        e.ThreadCreated(
            workspace_id=thread.workspace_id,
            thread_id=thread.thread_id,
            owner_id=thread.owner_id,
            number=thread.number,
            slug=thread.slug,
            name=thread.name or DEFAULT_NAME,
            user_number=thread.user_number,
        )
    ]


def decide_rename(thread: Thread, name: str) -> list[e.ThreadRenamed]:
    """Give it another name; no name, or the same, is no event."""
    if name in ("", thread.name):
        return []
    return [e.ThreadRenamed(thread.workspace_id, thread.thread_id, thread.owner_id, name)]


def decide_start(thread: Thread, user_id: str, chat_id: str) -> list[e.ThreadConversationStarted]:
    """Begin a person's part, in place of their former one."""
    return [e.ThreadConversationStarted(thread.workspace_id, thread.thread_id, user_id, chat_id)]


def decide_title(chat: ChatState, thread: Thread, name: str) -> list[ChatRenamed]:
    """Call a chat of the thread by the thread's new name, unless its owner named it."""
    if not chat.exists or chat.title != thread.name:
        return []
    return [ChatRenamed(chat.chat_id, chat.owner_id, name)]


def decide_delete(thread: Thread) -> list[e.ThreadDeleted]:
    """End a thread."""
    return [e.ThreadDeleted(thread.workspace_id, thread.thread_id)]


def owner_of(user_id: str, workspace: Workspace) -> str:
    """Whose a thread or a part of it is: the person's it is for, else the workspace's owner's."""
    return user_id or workspace.owner_id
