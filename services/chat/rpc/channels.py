"""parlance.chat.v1.Channels: see the proto for what each method promises."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from parlance.chat.v1 import channels_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import EventStore
from kernel.identity.grants import EVERYBODY, restored
from services.chat.adapters.channel_live import ChannelLive
from services.chat.adapters.people import Listing, People
from services.chat.commands.channels import change, create, delete, members
from services.chat.domain.channels.channel import DIRECT, ORDINARY
from services.chat.domain.channels.refusals import ChannelsDisabled, PersonNotFound
from services.chat.queries.channels import find
from services.chat.queries.channels.reads import Reads
from services.chat.rpc import channel_forms as forms
from services.chat.rpc import channel_shapes as shapes


class Channels:
    """Channels and who is in them."""

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
        await self._on()
        user_id = ctx.who.id
        found = await find.of_person(self._store, ctx.who)
        reads = await self._reads.of(user_id, [one["_id"] for one in found])
        shown = [one for one in found if reads.get(one["_id"], {}).get("ac", True)]
        rows = await asyncio.gather(*(self._row(ctx, one, reads.get(one["_id"], {})) for one in shown))
        return pb.ChannelRows(items=rows)

    async def ListAll(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        found = await find.of_person(self._store, ctx.who, every=True)
        found.sort(key=lambda one: int(one["c"]))
        return pb.ChannelList(items=[shapes.filled(pb.Channel(), shapes.channel(one)) for one in found])

    async def Create(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        others = await self._everybody_of(ctx, request.user_ids, request.group_ids)
        grants = forms.grants_of(request.access_grants if request.HasField("access_grants") else None, ())
        command = create.CreateChannel(request.type, forms.form_of(request), grants or b"[]", others)
        return await self._created(ctx, command)

    async def WithUser(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        others = await self._everybody_of(ctx, [request.user_id], ())
        if not others:
            raise PersonNotFound
        return await self._created(ctx, create.CreateChannel(DIRECT, forms.NAMELESS, b"[]", others))

    async def Get(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        found = await find.readable(self._store, ctx.who, request.id)
        values = shapes.channel(found)
        read = (await self._reads.of(ctx.who.id, [request.id])).get(request.id, {})
        if found["t"] == ORDINARY:
            values["user_count"] = (await self._people.listing(ctx, _readers(found, 1)))[1]
        else:
            values |= await self._company(ctx, request.id)
            values["user_count"] = len(values["user_ids"])
        since = await self._since(ctx, found, read)
        values |= {
            "is_manager": ctx.who.is_admin or found["u"] == ctx.who.id,
            "write_access": await find.may(self._store, ctx.who, found, "write"),
            "is_channel_muted": bool(read.get("mu")),
            "last_read_at": since,
            "unread_count": await find.unread(self._store, request.id, ctx.who.id, since),
        }
        return shapes.filled(pb.ChannelDetails(), values)

    async def Update(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        found = await find.channel(self._store, request.id)
        given = request.form.access_grants if request.form.HasField("access_grants") else None
        grants = forms.grants_of(given, restored(found["g"]))
        await change.handle(self._store, ctx, request.id, forms.form_of(request.form), grants)
        if grants is not None:
            await self._live.access_changed(request.id)
        return await self._one(request.id)

    async def UpdateAccess(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        found = await find.channel(self._store, request.id)
        grants = forms.grants_of(request.form.access_grants, restored(found["g"]))
        await change.handle(self._store, ctx, request.id, None, grants)
        await self._live.access_changed(request.id)
        return await self._one(request.id)

    async def Delete(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        await delete.handle(self._store, ctx, request.id)
        await self._live.access_changed(request.id)
        return common_pb2.BoolValue(value=True)

    async def Members(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        found = await find.readable(self._store, ctx.who, request.id)
        page = request.page or 1
        if found["t"] == ORDINARY:
            wanted = _readers(found, page, request.query, request.order_by, request.direction)
        else:
            inside = await find.members(self._store, request.id, 10_000)
            search = (request.query, request.order_by, request.direction)
            wanted = Listing(inside, (), False, *search, page=page)
        cards, total = await self._people.listing(ctx, wanted)
        users = [shapes.filled(pb.ChannelPerson(), shapes.member(card)) for card in cards]
        return pb.ChannelMembers(users=users, total=total)

    async def AddMembers(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        others = await self._everybody_of(ctx, request.form.user_ids, request.form.group_ids)
        fresh, at = await members.add(self._store, ctx, request.id, others)
        await self._announce(ctx, request.id, fresh)
        rows = [shapes.membership(request.id, one, ctx.who.id, at) for one in fresh]
        return pb.ChannelMemberList(items=[shapes.filled(pb.ChannelMember(), row) for row in rows])

    async def RemoveMembers(self, request: Any, ctx: CallContext) -> Any:
        return await self._removed(ctx, request.id, list(request.form.user_ids))

    async def RemoveMember(self, request: Any, ctx: CallContext) -> Any:
        return await self._removed(ctx, request.id, [request.user_id])

    async def SetActive(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        await find.readable(self._store, ctx.who, request.id)
        await self._reads.show(request.id, ctx.who.id, request.form.is_active)
        return common_pb2.BoolValue(value=True)

    async def SetMuted(self, request: Any, ctx: CallContext) -> Any:
        await self._on()
        await find.readable(self._store, ctx.who, request.id)
        await self._reads.mute(request.id, ctx.who.id, request.form.is_channel_muted)
        return pb.ChannelMuted(is_channel_muted=request.form.is_channel_muted)

    async def _on(self) -> None:
        if not await self._enabled():
            raise ChannelsDisabled

    async def _row(self, ctx: CallContext, found: find.Found, read: find.Found) -> pb.ChannelRow:
        values = shapes.channel(found)
        since = await self._since(ctx, found, read)
        values |= {
            "is_channel_muted": bool(read.get("mu")),
            "last_message_at": await find.last_message_at(self._store, found["_id"]),
            "unread_count": await find.unread(self._store, found["_id"], ctx.who.id, since),
        }
        if found["t"] == DIRECT:
            values |= await self._company(ctx, found["_id"])
        return shapes.filled(pb.ChannelRow(), values)

    async def _company(self, ctx: CallContext, channel_id: str) -> shapes.Json:
        inside = await find.members(self._store, channel_id)
        cards = await self._people.present(ctx, inside)
        return {"user_ids": inside, "users": [shapes.person(cards[one]) for one in inside if one in cards]}

    async def _since(self, ctx: CallContext, found: find.Found, read: find.Found) -> int | None:
        if "lr" in read:
            return int(read["lr"])
        row = await find.membership(self._store, found["_id"], ctx.who.id) if found["t"] else None
        return int(row["at"]) if row is not None else None

    async def _created(self, ctx: CallContext, command: create.CreateChannel) -> pb.Channel:
        try:
            channel_id, fresh = await create.handle(self._store, ctx, command)
        except ClaimTaken:  # somebody began this conversation just now: it is there
            channel_id, fresh = await create.handle(self._store, ctx, command)
        if fresh:
            inside = await find.members(self._store, channel_id) if command.kind else [ctx.who.id]
            await self._announce(ctx, channel_id, inside)
        elif command.kind == DIRECT:
            await self._reads.show(channel_id, ctx.who.id, True)
        return await self._one(channel_id)

    async def _announce(self, ctx: CallContext, channel_id: str, user_ids: Any) -> None:
        cards = await self._people.named(ctx, [ctx.who.id])
        shown = shapes.channel(await find.channel(self._store, channel_id))
        await self._live.joined(shown, user_ids, shapes.author(ctx.who.id, cards))

    async def _removed(self, ctx: CallContext, channel_id: str, user_ids: list[str]) -> pb.CountValue:
        await self._on()
        gone = await members.remove(self._store, ctx, channel_id, user_ids)
        await self._live.left(channel_id, gone)
        return pb.CountValue(value=len(gone))

    async def _one(self, channel_id: str) -> pb.Channel:
        return shapes.filled(pb.Channel(), shapes.channel(await find.channel(self._store, channel_id)))

    async def _everybody_of(self, ctx: CallContext, user_ids: Any, group_ids: Any) -> list[str]:
        """Those who have an account, the members of groups among them."""
        if not user_ids and not group_ids:
            return []
        cards, _ = await self._people.listing(ctx, Listing(list(user_ids), list(group_ids)))
        return [card.user_id for card in cards]


def _readers(
    found: find.Found, page: int, query: str = "", order_by: str = "", direction: str = ""
) -> Listing:
    """Who may read an ordinary channel."""
    grants = restored(found["g"])
    named = {one.principal_id for one in grants if one.principal_type == "user"}
    groups = sorted({one.principal_id for one in grants if one.principal_type == "group"})
    return Listing(
        sorted(named - {EVERYBODY} | {found["u"]}),
        groups,
        EVERYBODY in named,
        query,
        order_by,
        direction,
        page,
    )
