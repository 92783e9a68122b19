"""parlance.chat.v1.ChannelMessages: see the proto for what each method promises."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from parlance.chat.v1 import channel_messages_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.channel_live import ChannelLive
from services.chat.adapters.people import People
from services.chat.commands.channels import change_message, post
from services.chat.domain.channels.refusals import ChannelsDisabled
from services.chat.queries.channels import find, messages
from services.chat.queries.channels.reads import Reads
from services.chat.rpc import channel_forms as forms
from services.chat.rpc import channel_shapes as shapes

_PAGE = 50


class ChannelMessages:
    """Messages of channels."""

    def __init__(
        self,
        store: EventStore,
        people: People,
        reads: Reads,
        live: ChannelLive,
        enabled: Callable[[], Awaitable[bool]],
    ) -> None:
        self._store = store
        self._people = people
        self._reads = reads
        self._live = live
        self._enabled = enabled

    async def List(self, request: Any, ctx: CallContext) -> Any:
        await self._readable(ctx, request.id)
        limit = request.limit if request.HasField("limit") else _PAGE
        found = await messages.page(self._store, request.id, None, request.skip, limit)
        return pb.ChannelMessageRows(items=await self._rows(ctx, request.id, found))

    async def Pinned(self, request: Any, ctx: CallContext) -> Any:
        await self._readable(ctx, request.id)
        found = await messages.pinned(self._store, request.id, request.page or 1)
        cards = await self._people.named(ctx, shapes.people_in(found))
        items = []
        for one in found:
            around = {"user": shapes.writer(one, cards), "reactions": shapes.reactions(one, cards)}
            items.append(shapes.filled(pb.PinnedMessage(), {**shapes.message(one, whole=False), **around}))
        return pb.PinnedMessages(items=items)

    async def Post(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        form = request.form
        meta = forms.meta_of(form)
        command = post.PostMessage(
            channel_id=request.id,
            content=form.content,
            data=forms.json_object(form, "data"),
            meta=forms.NULL if meta == b"{}" else meta,
            parent_id=form.parent_id if form.HasField("parent_id") else None,
            reply_to_id=form.reply_to_id if form.HasField("reply_to_id") else None,
        )
        event, channel = await post.handle(self._store, ctx, command)
        if channel["t"]:
            await self._reads.show_to_all(request.id)
        found = await messages.message(self._store, request.id, event.message_id)
        row = await self._row(ctx, found)
        told = {**row, "data": shapes.message(found)["data"]}
        if form.HasField("temp_id"):
            told = {"temp_id": form.temp_id, **told}
        await self._tell("message", channel, told, row["user"])
        if event.parent_id:
            parent = await messages.message(self._store, request.id, event.parent_id)
            await self._tell("message:reply", channel, await self._row(ctx, parent), row["user"])
        return shapes.filled(pb.ChannelMessage(), shapes.message(found))

    async def Get(self, request: Any, ctx: CallContext) -> Any:
        found = await self._message(ctx, request)
        return shapes.filled(pb.ChannelMessageRow(), await self._row(ctx, found, whole=True))

    async def Data(self, request: Any, ctx: CallContext) -> Any:
        found = await self._message(ctx, request)
        return pb.ChannelMessageData(value=found["a"])

    async def Thread(self, request: Any, ctx: CallContext) -> Any:
        first = await self._message(ctx, request)
        limit = request.limit if request.HasField("limit") else _PAGE
        ids = (request.id, request.message_id)
        if request.around:
            middle = await messages.message(self._store, request.id, request.around)
            found = await messages.page_around(self._store, *ids, limit, int(middle["at"]))
        else:
            until = None
            if request.before:
                until = int((await messages.message(self._store, request.id, request.before))["at"])
            found = await messages.page(self._store, *ids, request.skip, limit, until)
        rows = await self._rows(ctx, request.id, [*found, first] if len(found) < limit else found)
        for one in rows:
            # Within a thread nobody counts the thread.
            one.reply_count = 0
            one.ClearField("latest_reply_at")
        return pb.ChannelMessageRows(items=rows)

    async def Update(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        await find.readable(self._store, ctx.who, request.id)
        before = await messages.message(self._store, request.id, request.message_id)
        form = request.form
        forms.meta_of(form)
        decide = change_message.edit(
            form.content, forms.merged(before["a"], form, "data"), forms.merged(before["e"], form, "meta")
        )
        found = await self._changed(ctx, request, decide, "message:update")
        return shapes.filled(pb.ChannelMessage(), shapes.message(found))

    async def Delete(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        ids = (request.id, request.message_id)
        channel, before, _ = await change_message.handle(self._store, ctx, *ids, change_message.delete())
        cards = await self._people.named(ctx, {before["u"], ctx.who.id})
        gone = {**shapes.message(before, whole=False), "user": shapes.writer(before, cards)}
        await self._tell("message:delete", channel, gone, shapes.author(ctx.who.id, cards))
        return common_pb2.BoolValue(value=True)

    async def Pin(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        decide = change_message.pin(request.form.is_pinned)
        found = await self._changed(ctx, request, decide, "message:update", "write")
        return shapes.filled(pb.ChannelMessageRow(), await self._row(ctx, found))

    async def React(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        name = request.form.name
        await self._changed(ctx, request, change_message.react(name), "message:reaction:add", name=name)
        return common_pb2.BoolValue(value=True)

    async def Unreact(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        name = request.form.name
        decide = change_message.unreact(name)
        await self._changed(ctx, request, decide, "message:reaction:remove", name=name)
        return common_pb2.BoolValue(value=True)

    async def _on(self) -> None:
        if not await self._enabled():
            raise ChannelsDisabled

    async def _readable(self, ctx: CallContext, channel_id: str) -> find.Found:
        await self._on()
        return await find.readable(self._store, ctx.who, channel_id)

    async def _message(self, ctx: CallContext, request: Any) -> messages.Found:
        await self._readable(ctx, request.id)
        return await messages.message(self._store, request.id, request.message_id)

    async def _changed(
        self,
        ctx: CallContext,
        request: Any,
        decide: change_message.Decide,
        kind: str,
        permission: str = "read",
        name: str = "",
    ) -> messages.Found:
        """The message as it is now, after everybody was told."""
        ids = (request.id, request.message_id)
        channel, _, changed = await change_message.handle(self._store, ctx, *ids, decide, permission)
        found = await messages.message(self._store, *ids)
        if changed:
            cards = await self._people.named(ctx, [ctx.who.id])
            row = await self._row(ctx, found)
            told = {**row, "name": name} if name else row
            await self._tell(kind, channel, told, shapes.author(ctx.who.id, cards))
        return found

    async def _tell(
        self, kind: str, channel: find.Found, message: shapes.Json, user: shapes.Json | None
    ) -> None:
        await self._live.said(kind, shapes.channel(channel), message, user)

    async def _row(self, ctx: CallContext, found: messages.Found, *, whole: bool = False) -> shapes.Json:
        return (await self._objects(ctx, found["c"], [found], whole=whole))[0]

    async def _rows(
        self, ctx: CallContext, channel_id: str, found: Sequence[messages.Found]
    ) -> list[pb.ChannelMessageRow]:
        objects = await self._objects(ctx, channel_id, found, whole=False)
        return [shapes.filled(pb.ChannelMessageRow(), one) for one in objects]

    async def _objects(
        self, ctx: CallContext, channel_id: str, found: Sequence[messages.Found], *, whole: bool
    ) -> list[shapes.Json]:
        quoted = await messages.some(self._store, channel_id, [one["q"] for one in found if one["q"]])
        threads = await messages.replies(self._store, [one["_id"] for one in found if not one["p"]])
        cards = await self._people.named(ctx, shapes.people_in([*found, *quoted.values()]))
        return [shapes.row(one, cards, quoted, threads, whole=whole) for one in found]
