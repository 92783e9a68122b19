"""What several areas share, made once a process."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.service import Runtime
from services.chat.adapters.directory import Directory
from services.chat.adapters.engine import Engine
from services.chat.adapters.knowledge import Knowledge
from services.chat.adapters.people import People
from services.chat.commands.workspaces.numbers import Numbers
from services.chat.documents.limits import Limits
from services.chat.queries.chats.word_index import WordIndex


@dataclass(frozen=True, slots=True)
class Parts:
    """See the module."""

    limits: Limits
    index: WordIndex
    numbers: Numbers
    knowledge: Knowledge
    engine: Engine
    directory: Directory
    people: People


async def make(rt: Runtime) -> Parts:
    """Connected and indexed."""
    index, numbers = WordIndex(rt.database), Numbers(rt.database)
    await index.start()
    await numbers.start()
    return Parts(
        limits=Limits(
            document=rt.settings.chat_document_bytes,
            change=rt.settings.chat_change_bytes,
            messages=rt.settings.chat_messages,
        ),
        index=index,
        numbers=numbers,
        knowledge=Knowledge(rt.channel("knowledge")),
        engine=Engine(rt.channel("inference")),
        directory=Directory(rt.channel("auth")),
        people=People(rt.store, rt.channel("auth"), rt.service_context),
    )
