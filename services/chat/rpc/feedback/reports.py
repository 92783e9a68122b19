"""parlance.chat.v1.FeedbackReports"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from parlance.chat.v1 import feedback_pb2 as pb
from parlance.common.v1 import common_pb2 as common

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.profiles import Profiles
from services.chat.domain.feedback.elo import TOP_TAGS
from services.chat.queries.feedback import compare, find
from services.chat.rpc.feedback import shapes

_MOST = 10_000
_MOST_IDS = 100_000
_CHUNK = 65_536
_DAYS = 30


class FeedbackReports:
    """See the proto."""

    def __init__(self, store: EventStore, profiles: Profiles) -> None:
        self._store = store
        self._profiles = profiles

    async def List(self, request: pb.ListFeedbackRequest, ctx: CallContext) -> pb.FeedbackPage:
        model = request.model_id if request.HasField("model_id") else None
        order, direction = request.order_by or "updated_at", request.direction or "desc"
        found, total = await find.ordered(self._store, model, order, direction, request.page or 1)
        known = await self._profiles.of(ctx, (one["u"] for one in found))
        items = [shapes.listed(one, known.get(one["u"])) for one in found]
        return pb.FeedbackPage(items=items, total=total)

    async def All(self, request: pb.AllFeedbackRequest, ctx: CallContext) -> pb.FeedbackList:
        found = await find.latest(self._store, _MOST)
        return pb.FeedbackList(items=[shapes.summary(one) for one in found])

    async def Ids(self, request: pb.AllFeedbackRequest, ctx: CallContext) -> pb.FeedbackIds:
        found = await find.latest(self._store, _MOST_IDS, {"u": 1, "c": 1, "m": 1})
        return pb.FeedbackIds(
            items=[
                pb.FeedbackId(
                    id=one["_id"],
                    user_id=one["u"],
                    created_at=one["c"] // 1000,
                    updated_at=one["m"] // 1000,
                )
                for one in found
            ]
        )

    async def ExportJson(
        self, request: pb.ExportFeedbackRequest, ctx: CallContext
    ) -> AsyncIterator[common.Download]:
        yield _head("application/json", "json", attachment=False)
        part, between = b"[", b""
        async for found, snapshot in find.everything(self._store, _model(request), snapshots=True):
            part += between + shapes.json_item(found, snapshot)
            between = b","
            if len(part) >= _CHUNK:
                for chunk in _cut(part):
                    yield chunk
                part = b""
        for chunk in _cut(part + b"]"):
            yield chunk

    async def Export(
        self, request: pb.ExportFeedbackRequest, ctx: CallContext
    ) -> AsyncIterator[common.Download]:
        if _only_json(request.accept):
            async for one in self.ExportJson(request, ctx):
                yield one
            return
        yield _head("text/csv; charset=utf-8", "csv", attachment=True)
        part = shapes.csv_row(shapes.COLUMNS)
        async for found, _ in find.everything(self._store, _model(request), snapshots=False):
            part += shapes.csv_line(found)
            if len(part) >= _CHUNK:
                for chunk in _cut(part):
                    yield chunk
                part = b""
        for chunk in _cut(part):
            yield chunk

    async def Models(self, request: pb.AllFeedbackRequest, ctx: CallContext) -> pb.RatedModels:
        return pb.RatedModels(items=await find.models(self._store))

    async def Leaderboard(self, request: pb.LeaderboardRequest, ctx: CallContext) -> pb.LeaderboardReply:
        return pb.LeaderboardReply(
            entries=[
                pb.LeaderboardEntry(
                    model_id=one.model,
                    rating=round(one.rating),
                    won=one.won,
                    lost=one.lost,
                    count=one.won + one.lost,
                    top_tags=[pb.TagCount(tag=tag, count=n) for tag, n in one.tags.most_common(TOP_TAGS)],
                )
                for one in await compare.leaderboard(self._store, request.query)
            ]
        )

    async def History(self, request: pb.ModelHistoryRequest, ctx: CallContext) -> pb.ModelHistory:
        days = await compare.history(self._store, request.model_id, request.days or _DAYS)
        rows = [pb.ModelDay(date=day, won=won, lost=lost) for day, won, lost in days]
        return pb.ModelHistory(model_id=request.model_id, history=rows)


def _model(request: pb.ExportFeedbackRequest) -> str | None:
    return request.model_id if request.HasField("model_id") else None


def _only_json(accept: str) -> bool:
    """Whether the client asked for JSON and neither for CSV nor for anything."""
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    return "application/json" in kinds and not kinds & {"text/csv", "text/*", "*/*"}


def _head(content_type: str, extension: str, attachment: bool) -> common.Download:
    name = f"feedback-{datetime.now(UTC):%Y-%m-%d}.{extension}"
    head = common.DownloadHead(filename=name, content_type=content_type, attachment=attachment)
    return common.Download(head=head)


def _cut(part: bytes) -> list[common.Download]:
    """In chunks a message may have."""
    return [common.Download(chunk=part[n : n + _CHUNK]) for n in range(0, len(part), _CHUNK)]
