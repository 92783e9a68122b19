"""What messages count for, and the slots of periods."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.chat.domain.usage.counting import DAY, LONGEST_MODEL, Counted, day_of, read, slot_of
from services.chat.domain.usage.period import Period, day_text
from services.chat.queries.usage.own import streaks

AT = 1_750_000_000


def answer(**more: Any) -> dict[str, Any]:
    return {"role": "assistant", "model": "m", "timestamp": AT, **more}


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 7, "completion_tokens": 5},
        {"input_tokens": 7, "output_tokens": 5, "prompt_tokens": 99},
        {"prompt_eval_count": 7, "eval_count": 5.0},
    ],
)
def test_tokens_are_read_by_any_of_their_names(usage: dict[str, Any]) -> None:
    assert read(answer(usage=usage)) == Counted(False, "m", AT, 7, 5)


@pytest.mark.parametrize(
    "usage", [None, [], "7", {"prompt_tokens": -1}, {"prompt_tokens": True}, {"prompt_tokens": 1e12}]
)
def test_odd_usage_is_an_answer_without_tokens(usage: Any) -> None:
    assert read(answer(usage=usage)) == Counted(False, "m", AT)


@pytest.mark.parametrize(
    "message",
    [None, 7, {}, {"role": "system"}, {"role": []}, answer(model=None), answer(model=""),
     answer(model={"$gt": ""}), answer(model="x" * (LONGEST_MODEL + 1)), answer(model="a\0b")],
)  # fmt: skip
def test_what_is_no_question_and_no_answer_of_a_model_does_not_count(message: Any) -> None:
    assert not read(message).counts


def test_questions_count_without_a_model() -> None:
    assert read({"role": "user", "models": ["m"], "timestamp": AT}) == Counted(question=True, at=AT)


@pytest.mark.parametrize("stamp", [None, "now", -5, 12, float("1e30"), True])
def test_a_message_without_a_sensible_time_counts_when_it_was_written(stamp: Any) -> None:
    assert read(answer(timestamp=stamp)).since(None, AT + 50).at == AT + 50


def test_times_in_milliseconds_are_understood_and_none_is_ahead_of_its_writing() -> None:
    assert read(answer(timestamp=AT * 1000)).at == AT
    assert read(answer(timestamp=AT + 9000)).since(None, AT).at == AT


def test_a_message_stays_where_it_first_counted() -> None:
    before = read(answer()).since(None, AT)
    assert read(answer(timestamp=AT - DAY)).since(before, AT + 100).at == AT


def test_days_end_at_midnight_utc() -> None:
    midnight = int(datetime(2025, 3, 30, tzinfo=UTC).timestamp())
    assert day_text(day_of(midnight - 1)) == "2025-03-29"
    assert (day_text(day_of(midnight)), slot_of(midnight - 1), slot_of(midnight)) == ("2025-03-30", 143, 0)


def test_a_period_holds_the_slots_of_its_bounds() -> None:
    day = 20_000 * DAY
    period = Period.between(day + 601, day + DAY)
    assert (period.starts, period.ends) == (day + 600, day + DAY + 600)
    assert period.cut_days == [20_000, 20_001]
    assert Period.between(day, day + DAY - 1).cut_days == []
    before = Period.between(day, day + DAY - 1).before()
    assert before is not None
    assert (before.starts, before.ends) == (day - DAY, day)
    assert Period.between(None, day).before() is None


def test_streaks_end_today_or_yesterday() -> None:
    assert streaks([1, 2, 3, 5, 6], 6) == (2, 3)
    assert streaks([1, 2, 3, 5, 6], 7) == (2, 3)
    assert streaks([1, 2, 3, 5, 6], 8) == (0, 3)
    assert streaks([], 8) == (0, 0)
