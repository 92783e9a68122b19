"""Create a chat from a document."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record_new, writer_of
from services.chat.commands.folders.use import enter
from services.chat.documents.limits import Limits
from services.chat.documents.read import read_document, read_object
from services.chat.domain.chats.create import Creation, decide_create
from services.chat.domain.chats.document import Posted


@dataclass(frozen=True, slots=True)
class CreateChat:
    """`chat` and `variables` are JSON objects as they were posted; `variables` may be empty."""

    chat: bytes
    variables: bytes = b""
    folder_id: str = ""


async def handle(
    store: EventStore, ctx: CallContext, command: CreateChat, limits: Limits
) -> tuple[Creation, Posted]:
    """Create the chat as the caller's. Returns what was decided, so that the reply needs no read.
    Raises FolderNotFound."""
    posted = read_document(command.chat, limits)
    variables = command.variables or b"{}"
    if variables != b"{}":
        read_object(variables, "variables")
        limits.check_size(len(variables))
    now = time.time_ns() // 1_000_000
    creation = Creation(
        chat_id=str(uuid.uuid4()),
        owner_id=ctx.who.id,
        writer=writer_of(ctx),
        created_at=now,
        updated_at=now,
        variables=variables,
        folder_id=command.folder_id,
    )
    events = decide_create(creation, posted)

    async def decide(tx: Transaction) -> tuple[int, list[Any]]:
        if command.folder_id:
            await enter(tx, ctx.who.id, command.folder_id)
        return 0, events

    await record_new(store, ctx, creation, decide, limits)
    return creation, posted
