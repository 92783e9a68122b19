"""Share a chat, say who may read it, end the sharing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.grants import Grant, parsed, restored, stored
from kernel.mongo import rows
from services.chat.documents.parts import stream_of
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.domain.sharing.events import ChatReadersChanged, ChatShared, ChatUnshared
from services.chat.projections.chat_shares import SHARES
from services.chat.queries.chats.versions import head_of

CONTINUE = "continue"
"""The share mode in which readers see the chat as it goes on."""
_AT_ONCE = 50

CheckAudience = Callable[[list[Grant], list[Grant]], Awaitable[None]]
"""`await check(before, after)`: may the caller share so? Raises AUDIENCE_PROHIBITED."""


def is_live(ctx: CallContext, mode: str | None) -> bool:
    """Whether a share mode lets readers follow. Raises VALIDATION_FAILED, AUDIENCE_PROHIBITED."""
    if not mode:
        return False
    if mode != CONTINUE:
        raise Refusal("VALIDATION_FAILED", "share_mode is continue or null")
    if not ctx.who.may("sharing.open_chats"):
        raise Refusal("AUDIENCE_PROHIBITED", details={"permission": "sharing.open_chats"})
    return True


async def share(store: EventStore, ctx: CallContext, chat_id: str, live: bool) -> None:
    """Share a chat of the caller's as it is now, under the id it has or a new one."""

    async def work(tx: Transaction) -> None:
        head, standing = await _own(tx, ctx, chat_id)
        await tx.append(stream_of(chat_id), head["v"], [_shared(head, standing, live)])

    await store.execute(ctx, work)


async def set_readers(
    store: EventStore,
    ctx: CallContext,
    chat_id: str,
    access_grants: bytes,
    live: bool | None,
    check: CheckAudience,
) -> None:
    """Replace who may read a chat of the caller's; it is shared if it was not. `live`: None leaves it."""
    try:
        items = json.loads(access_grants)
    except ValueError as error:
        raise Refusal("VALIDATION_FAILED", "access_grants is a list") from error
    _, standing = await _own(store, ctx, chat_id)
    before = restored(standing["a"]) if standing else []
    await check(before, parsed(items, before))

    async def work(tx: Transaction) -> None:
        head, standing = await _own(tx, ctx, chat_id)
        kept = restored(standing["a"]) if standing else []
        grants = parsed(items, kept)
        events: list[Any] = []
        if standing is None or (live is not None and live != standing["live"]):
            events.append(_shared(head, standing, bool(live)))
        if grants != kept:
            lines = json.dumps(stored(grants)).encode()
            events.append(ChatReadersChanged(chat_id, head["u"], lines))
        await tx.append(stream_of(chat_id), head["v"], events)

    await store.execute(ctx, work)


async def unshare(store: EventStore, ctx: CallContext, chat_id: str) -> None:
    """End the sharing of a chat of the caller's; one that is not shared is fine."""

    async def work(tx: Transaction) -> None:
        head, standing = await _own(tx, ctx, chat_id)
        events = [ChatUnshared(chat_id, head["u"], standing["s"])] if standing else []
        await tx.append(stream_of(chat_id), head["v"], events)

    await store.execute(ctx, work)


async def unshare_all(store: EventStore, ctx: CallContext) -> None:
    """End the sharing of all the caller's chats, some at a time."""

    async def work(tx: Transaction) -> int:
        shares = await rows(tx.view(SHARES).find({"u": ctx.who.id}, {"s": 1}).limit(_AT_ONCE))
        for one in shares:
            head = await head_of(tx, one["_id"])
            gone = ChatUnshared(one["_id"], head["u"], one["s"])
            await tx.append(stream_of(one["_id"]), head["v"], [gone])
        return len(shares)

    while await store.execute(ctx, work) == _AT_ONCE:
        pass


async def _own(views: Any, ctx: CallContext, chat_id: str) -> tuple[Any, Any]:
    head = await head_of(views, chat_id)
    if head["u"] != ctx.who.id:
        raise ChatNotFound
    return head, await views.view(SHARES).find_one({"_id": chat_id})


def _shared(head: Any, standing: Any, live: bool) -> ChatShared:
    share_id = standing["s"] if standing else str(uuid.uuid4())
    return ChatShared(head["_id"], head["u"], share_id, head["v"], live, head["t"])
