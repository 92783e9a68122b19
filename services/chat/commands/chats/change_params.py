"""Change some of a chat's own parameters."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.commands.chats.record import record
from services.chat.documents.limits import Limits
from services.chat.documents.parts import CHATS, details_id, is_chat_id, state_of
from services.chat.documents.read import json_kind, read_object
from services.chat.domain.chats.create import write_object
from services.chat.domain.chats.messages import owned
from services.chat.domain.chats.params import PARAMS, decide_params, merged
from services.chat.domain.chats.refusals import ChatNotFound


async def handle(store: EventStore, ctx: CallContext, chat_id: str, params: bytes, limits: Limits) -> bytes:
    """Set the keys of the JSON object `params`, take away those that are null; returns all of them.

    Raises ChatNotFound, DocumentRefused, DocumentTooLarge.
    """
    change = {key: bytes(raw) for key, raw in read_object(params, PARAMS).items()}
    if not is_chat_id(chat_id):
        raise ChatNotFound

    async def work(tx: Transaction) -> bytes:
        query = {"_id": {"$in": [chat_id, details_id(chat_id)]}}
        parts = await rows(tx.view(CHATS).find(query))
        state = owned(state_of(parts, chat_id), ctx.who.id)
        held = [part.get("d", {}) for part in parts if part["_id"] == details_id(chat_id)]
        raw: bytes = held[0].get(PARAMS, b"{}") if held else b"{}"
        stands = _values(raw)
        wanted = merged(stands, change)
        whole = write_object(wanted)
        others = sum(size for key, size in state.sizes.items() if key != PARAMS)
        limits.check_size(others + len(whole))
        await record(tx, chat_id, state.version, decide_params(state, ctx.who.id, stands, wanted), limits)
        return whole

    return await store.execute(ctx, work)


def _values(raw: bytes) -> dict[str, bytes]:
    """What stands; anything but an object counts as none."""
    if json_kind(raw) != "object":
        return {}
    return {key: bytes(value) for key, value in read_object(raw, PARAMS).items()}
