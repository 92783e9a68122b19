"""parlance.chat.v1.Feedback"""

from __future__ import annotations

from parlance.chat.v1 import feedback_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.profiles import Profiles
from services.chat.commands.feedback import change, delete, give
from services.chat.domain.feedback.feedback import Form
from services.chat.queries.feedback import find
from services.chat.rpc.feedback import shapes


class Feedback:
    """See the proto."""

    def __init__(self, store: EventStore, profiles: Profiles) -> None:
        self._store = store
        self._profiles = profiles

    async def Give(self, request: pb.GiveFeedbackRequest, ctx: CallContext) -> pb.FeedbackRow:
        return await self._row(ctx, await give.handle(self._store, ctx, _form(request)))

    async def Get(self, request: pb.FeedbackRequest, ctx: CallContext) -> pb.FeedbackRow:
        return await self._row(ctx, request.id)

    async def Change(self, request: pb.ChangeFeedbackRequest, ctx: CallContext) -> pb.FeedbackRow:
        await change.handle(self._store, ctx, request.id, _form(request))
        return await self._row(ctx, request.id)

    async def Delete(self, request: pb.FeedbackRequest, ctx: CallContext) -> common_pb2.BoolValue:
        await delete.handle(self._store, ctx, request.id)
        return common_pb2.BoolValue(value=True)

    async def ListOwn(self, request: pb.ListOwnFeedbackRequest, ctx: CallContext) -> pb.FeedbackPage:
        found, total = await find.own(self._store, ctx.who.id, request.page or 1)
        known = await self._profiles.of(ctx, (one["u"] for one in found))
        items = [shapes.listed(one, known.get(one["u"])) for one in found]
        return pb.FeedbackPage(items=items, total=total)

    async def _row(self, ctx: CallContext, feedback_id: str) -> pb.FeedbackRow:
        return shapes.row(*await find.readable(self._store, ctx.who, feedback_id))


def _form(request: pb.GiveFeedbackRequest | pb.ChangeFeedbackRequest) -> Form:
    data, meta, snapshot = (_given(raw) for raw in (request.data, request.meta, request.snapshot))
    return Form(request.type, data, meta, snapshot)


def _given(raw: bytes) -> bytes:
    return b"" if raw.strip() == shapes.NULL else raw
