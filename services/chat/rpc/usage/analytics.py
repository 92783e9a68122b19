"""parlance.chat.v1.Analytics"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Protocol

from parlance.chat.v1 import analytics_pb2 as pb

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.adapters.people import Listing, People
from services.chat.domain.usage.counting import day_of
from services.chat.domain.usage.period import GRANULARITIES, Period, moment
from services.chat.queries.usage import figures, model

_MODELS = 1_000
_USERS = 50
_CHATS = 50
_DAYS = 30
_FILLED = 2_000
_STRETCHES = 20_000
_DAILY = "daily"


class _Dated(Protocol):
    @property
    def start_date(self) -> int: ...

    @property
    def end_date(self) -> int: ...

    def HasField(self, field_name: Any) -> bool: ...


class _OfGroup(_Dated, Protocol):
    @property
    def group_id(self) -> str: ...


class Analytics:
    """See the proto."""

    def __init__(self, store: EventStore, people: People) -> None:
        self._store = store
        self._people = people

    async def Summary(self, request: pb.FiguresRequest, ctx: CallContext) -> pb.UsageSummary:
        period, members = _period(request), await self._members(request, ctx)
        models = await figures.by_model(self._store, period, members)
        return pb.UsageSummary(
            total_messages=sum(one.answers for one in models),
            total_chats=await figures.chats(self._store, period, members),
            total_models=len(models),
            total_users=await figures.people(self._store, period, members),
        )

    async def Users(self, request: pb.UserFiguresRequest, ctx: CallContext) -> pb.UserFigures:
        by_tokens, limit = _by_tokens(request.metric), request.limit or _USERS
        period, members = _period(request), await self._members(request, ctx)
        found = await figures.by_person(self._store, period, members, by_tokens=by_tokens, limit=limit)
        known = await self._people.named(ctx, (one.key for one in found))
        users = []
        for one in found:
            card = known.get(one.key)
            users.append(
                pb.UserFigure(
                    user_id=one.key,
                    name=card.name if card else None,
                    email=card.email if card else None,
                    count=one.questions,
                    input_tokens=one.input_tokens,
                    output_tokens=one.output_tokens,
                    total_tokens=one.tokens,
                )
            )
        return pb.UserFigures(users=users)

    async def Models(self, request: pb.FiguresRequest, ctx: CallContext) -> pb.ModelFigures:
        period, members = _period(request), await self._members(request, ctx)
        found = await figures.by_model(self._store, period, members)
        people = await figures.people_by_model(self._store, period, members)
        chats = await figures.chats_by_model(self._store, period, members)
        return pb.ModelFigures(
            models=[
                pb.ModelFigure(
                    model_id=one.key,
                    count=one.answers,
                    unique_users=people.get(one.key, 0),
                    unique_chats=chats.get(one.key, 0),
                )
                for one in found[:_MODELS]
            ]
        )

    async def Tokens(self, request: pb.FiguresRequest, ctx: CallContext) -> pb.TokenFigures:
        period, members = _period(request), await self._members(request, ctx)
        found = await figures.by_model(self._store, period, members)
        found.sort(key=lambda one: -one.tokens)
        return pb.TokenFigures(
            models=[
                pb.TokenFigure(
                    model_id=one.key,
                    input_tokens=one.input_tokens,
                    output_tokens=one.output_tokens,
                    total_tokens=one.tokens,
                    message_count=one.answers,
                )
                for one in found[:_MODELS]
            ],
            total_input_tokens=sum(one.input_tokens for one in found),
            total_output_tokens=sum(one.output_tokens for one in found),
            total_tokens=sum(one.tokens for one in found),
        )

    async def Daily(self, request: pb.DailyFiguresRequest, ctx: CallContext) -> pb.DailyFigures:
        by_tokens, name = _by_tokens(request.metric), request.granularity or _DAILY
        if name not in GRANULARITIES:
            raise Refusal("VALIDATION_FAILED", f"granularity is one of {', '.join(GRANULARITIES)}")
        size, period = GRANULARITIES[name], _period(request)
        members = await self._members(request, ctx)
        found = await figures.by_time(self._store, period, members, size)
        places = _stretches(period, found, size)
        if len(places) > _STRETCHES:
            raise Refusal("VALIDATION_FAILED", f"more than {_STRETCHES} stretches: ask for a shorter time")
        earlier = period.before() if request.compare else None
        before: Mapping[int, Mapping[str, tuple[int, int]]] = {}
        shift = 0
        if earlier is not None and period.first is not None and period.last is not None:
            # Whole stretches, so that each has one to compare with.
            shift = -(-(period.last - period.first + 1) // size) * size
            earlier = Period(period.first - shift, period.last - shift)
            before = await figures.by_time(self._store, earlier, members, size)
        data = []
        for place in places:
            row = pb.DailyFigure(date=_date(place, name), models=_metric(found.get(place, {}), by_tokens))
            if earlier is not None:
                row.start, row.end = _bound(place), _bound(place + size)
                row.previous.models.update(_metric(before.get(place - shift, {}), by_tokens))
                row.previous.start, row.previous.end = _bound(place - shift), _bound(place - shift + size)
            data.append(row)
        return pb.DailyFigures(data=data)

    async def ModelChats(self, request: pb.ModelChatsRequest, ctx: CallContext) -> pb.ModelChatList:
        found, total = await model.chats_of(
            self._store,
            request.model_id,
            _period(request),
            request.order_by or "updated_at",
            request.direction or "desc",
            request.skip,
            request.limit or _CHATS,
        )
        known = await self._people.named(ctx, (one.user_id for one in found))
        return pb.ModelChatList(
            chats=[
                pb.ModelChat(
                    chat_id=one.chat_id,
                    user_id=one.user_id,
                    user_name=known[one.user_id].name if one.user_id in known else None,
                    first_message=one.first_message,
                    updated_at=one.answered_at,
                )
                for one in found
            ],
            total=total,
        )

    async def ModelOverview(
        self, request: pb.ModelOverviewRequest, ctx: CallContext
    ) -> pb.ModelOverviewReply:
        days, today = request.days or _DAYS, day_of(int(time.time()))
        rated = await model.rated(self._store, request.model_id, days)
        tags = await model.tags_of(self._store, request.model_id, Period.days(today - days + 1, today))
        return pb.ModelOverviewReply(
            history=[pb.RatedDay(date=date, won=won, lost=lost) for date, won, lost in rated],
            tags=[pb.ChatTagCount(tag=tag, count=count) for tag, count in tags],
        )

    async def _members(self, request: _OfGroup, ctx: CallContext) -> frozenset[str] | None:
        """Who is in the group that is asked for; None for everybody."""
        if not request.group_id:
            return None
        found, _ = await self._people.listing(ctx, Listing(group_ids=[request.group_id]))
        return frozenset(card.user_id for card in found)


def _period(request: _Dated) -> Period:
    has = request.HasField
    return Period.between(
        request.start_date if has("start_date") else None, request.end_date if has("end_date") else None
    )


def _by_tokens(metric: str) -> bool:
    if metric not in ("", "messages", "tokens"):
        raise Refusal("VALIDATION_FAILED", "metric is messages or tokens")
    return metric == "tokens"


def _stretches(period: Period, found: Mapping[int, object], size: int) -> list[int]:
    """First slots of the stretches to show."""
    if period.first is None or period.last is None:
        return sorted(found)
    start = period.first - period.first % size
    count = (period.last - start) // size + 1
    if not 0 < count <= _FILLED:
        return sorted(found)
    return [start + number * size for number in range(count)]


def _metric(models: Mapping[str, tuple[int, int]], by_tokens: bool) -> dict[str, int]:
    return {one: tokens if by_tokens else answers for one, (answers, tokens) in models.items()}


def _date(slot: int, granularity: str) -> str:
    at = moment(slot)
    return at.strftime("%Y-%m-%d") if granularity == _DAILY else at.strftime("%Y-%m-%d %H:%M")


def _bound(slot: int) -> str:
    return moment(slot).strftime("%Y-%m-%dT%H:%M:%SZ")
