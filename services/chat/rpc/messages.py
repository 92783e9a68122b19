"""parlance.chat.v1.Messages"""

from __future__ import annotations

from typing import Any

from parlance.chat.v1 import messages_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.commands.chats import add_message, edit_message, remove_messages
from services.chat.commands.chats.recent import RecentChats
from services.chat.documents.limits import Limits
from services.chat.documents.write import LoadedChat, write_array, write_message, write_shown
from services.chat.domain.chats.refusals import DocumentRefused, MessageNotFound
from services.chat.queries.chats.load import some_messages, whole_chat
from services.chat.rpc.replies import chat_reply


class Messages:
    """The messages of a chat, one by one."""

    def __init__(self, store: EventStore, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._recent = RecentChats()

    async def List(self, request: Any, ctx: CallContext) -> Any:
        """The shown branch, or all messages."""
        if request.branch not in ("", "current", "all"):
            raise DocumentRefused("branch is current or all")
        chat = _readable(await whole_chat(self._store, request.id), ctx)
        if request.branch == "all":
            return pb.ListMessagesReply(items=write_array(map(write_message, chat.messages.values())))
        return pb.ListMessagesReply(items=write_array(write_shown(chat)))

    async def Get(self, request: Any, ctx: CallContext) -> Any:
        """One message."""
        chat = _readable(await some_messages(self._store, request.id, [request.message_id]), ctx)
        part = chat.messages.get(request.message_id)
        if part is None:
            raise MessageNotFound
        return pb.MessageReply(message=write_message(part))

    async def Add(self, request: Any, ctx: CallContext) -> Any:
        """Add a message."""
        form = request.form
        command = add_message.AddMessage(
            chat_id=request.id,
            content=form.content,
            role=form.role or "user",
            message_id=form.id or None,
            parent_id=form.parent_id if form.HasField("parent_id") else None,
            model=form.model if form.HasField("model") else None,
            models=tuple(form.models),
            files=b"" if form.files.strip() == b"null" else form.files,
            timestamp=form.timestamp if form.HasField("timestamp") else None,
        )
        message = await add_message.handle(self._store, ctx, command, self._limits, self._recent)
        return pb.MessageReply(message=message)

    async def Clear(self, request: Any, ctx: CallContext) -> Any:
        """Remove all messages."""
        await remove_messages.clear(self._store, ctx, request.id, self._limits)
        return common_pb2.BoolValue(value=True)

    async def Edit(self, request: Any, ctx: CallContext) -> Any:
        """Replace a message's content."""
        command = edit_message.EditMessage(
            chat_id=request.id,
            message_id=request.message_id,
            content=request.content if request.HasField("content") else None,
            voice=b"" if request.voice.strip() == b"null" else request.voice,
        )
        await edit_message.handle(self._store, ctx, command, self._limits)
        return chat_reply(await whole_chat(self._store, request.id))

    async def Delete(self, request: Any, ctx: CallContext) -> Any:
        """Remove a message."""
        await remove_messages.remove(self._store, ctx, request.id, request.message_id, self._limits)
        return chat_reply(await whole_chat(self._store, request.id))


def _readable(chat: LoadedChat, ctx: CallContext) -> LoadedChat:
    if chat.head["u"] != ctx.who.id and not ctx.who.is_admin:
        raise Refusal("CHAT_NOT_FOUND")
    return chat
