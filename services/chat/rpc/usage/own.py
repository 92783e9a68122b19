"""parlance.chat.v1.OwnUsage"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

from parlance.chat.v1 import analytics_pb2 as pb

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.domain.usage.counting import DAY, day_of
from services.chat.domain.usage.period import Period, day_text
from services.chat.queries.usage.own import Day, Own, lifetime_tokens, streaks, usage_of

_DAYS = 365
_MOST_DAYS = 732
_MODELS = 10
_WEEK = 7
_MONDAY = 4
"""1970-01-05, the first Monday, in days."""


class OwnUsage:
    """See the proto."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def Get(self, request: pb.OwnUsageRequest, ctx: CallContext) -> pb.OwnUsageReply:
        first, last = _days(request, day_of(int(time.time())))
        period = Period.days(first, last)
        found = await usage_of(self._store, ctx.who.id, period)
        lifetime = await lifetime_tokens(self._store, ctx.who.id)
        own, days = found.days, range(first, last + 1)
        ranked = found.models[:_MODELS]
        return pb.OwnUsageReply(
            totals=_totals(found, lifetime),
            heatmap=[_row(day, own.get(day, Day())) for day in days],
            weekly_heatmap=_weeks(days, own),
            cumulative_heatmap=_sums(days, own),
            insights=_insights(found),
            top_models=[
                pb.OwnModel(
                    model_id=one.key,
                    messages=one.answers,
                    input_tokens=one.input_tokens,
                    output_tokens=one.output_tokens,
                    total_tokens=one.tokens,
                )
                for one in ranked
            ],
            period=pb.UsagePeriod(start_date=first * DAY, end_date=(last + 1) * DAY - 1, days=len(days)),
        )


def _days(request: pb.OwnUsageRequest, today: int) -> tuple[int, int]:
    last = day_of(request.end_date) if request.HasField("end_date") else today
    if request.HasField("start_date"):
        first = day_of(request.start_date)
    else:
        first = last - (request.days or _DAYS) + 1
    if not 0 < last - first + 1 <= _MOST_DAYS:
        raise Refusal("VALIDATION_FAILED", f"a period has between 1 and {_MOST_DAYS} days")
    return first, last


def _totals(found: Own, lifetime: int) -> pb.OwnTotals:
    days = found.days.values()
    asked, answered = sum(day.questions for day in days), sum(day.answers for day in days)
    current, longest = streaks(found.days, day_of(int(time.time())))
    return pb.OwnTotals(
        lifetime_tokens=lifetime,
        input_tokens=sum(one.input_tokens for one in found.models),
        output_tokens=sum(one.output_tokens for one in found.models),
        peak_daily_tokens=max((day.tokens for day in days), default=0),
        longest_chat_seconds=found.longest,
        current_streak=current,
        longest_streak=longest,
        total_chats=found.chats,
        active_days=len(found.days),
        models_used=len(found.models),
        messages=asked + answered,
        user_messages=asked,
        assistant_messages=answered,
    )


def _insights(found: Own) -> pb.OwnInsights:
    totals = _totals(found, 0)
    tokens, messages = totals.input_tokens + totals.output_tokens, totals.messages
    return pb.OwnInsights(
        most_used_model=found.models[0].key if found.models else None,
        average_tokens_per_chat=round(tokens / found.chats, 2) if found.chats else 0,
        average_messages_per_active_day=round(messages / len(found.days), 2) if found.days else 0,
        user_message_share=round(totals.user_messages / messages, 4) if messages else 0,
        assistant_message_share=round(totals.assistant_messages / messages, 4) if messages else 0,
    )


def _row(day: int, own: Day) -> pb.UsageDay:
    return pb.UsageDay(
        date=day_text(day), messages=own.messages, chats=own.chats, tokens=own.tokens, models=own.models
    )


def _weeks(days: Iterable[int], own: Mapping[int, Day]) -> list[pb.UsageDay]:
    weeks: dict[int, Day] = {}
    for day in days:
        _put(weeks.setdefault(day - (day - _MONDAY) % _WEEK, Day()), own.get(day))
    return [_row(monday, week) for monday, week in weeks.items()]


def _sums(days: Iterable[int], own: Mapping[int, Day]) -> list[pb.UsageDay]:
    sofar, found = Day(), []
    for day in days:
        _put(sofar, own.get(day))
        found.append(_row(day, sofar))
    return found


def _put(sum_: Day, day: Day | None) -> None:
    if day is None:
        return
    sum_.questions += day.questions
    sum_.answers += day.answers
    sum_.tokens += day.tokens
    sum_.chats += day.chats
    for model, count in day.models.items():
        sum_.models[model] = sum_.models.get(model, 0) + count
