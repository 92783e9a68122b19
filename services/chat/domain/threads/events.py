"""What happens to threads. Each class has a message of the same name in parlance.chat.v1.thread_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThreadCreated:
    """A thread was made; `user_number` is 0 when it was made for nobody in particular."""

    workspace_id: str
    thread_id: str
    owner_id: str
    number: int
    slug: str
    name: str
    user_number: int


@dataclass(frozen=True, slots=True)
class ThreadRenamed:
    """A thread has another name; the slug stays."""

    workspace_id: str
    thread_id: str
    owner_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ThreadConversationStarted:
    """A person's part of a thread began, in place of their former one; an empty `user_id` is nobody's."""

    workspace_id: str
    thread_id: str
    user_id: str
    chat_id: str


@dataclass(frozen=True, slots=True)
class ThreadDeleted:
    """The thread and what was said in it are gone."""

    workspace_id: str
    thread_id: str
