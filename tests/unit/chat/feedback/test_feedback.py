"""Given feedback, when it is changed or counted, then events and ratings."""

from __future__ import annotations

import json

import pytest

from services.chat.domain.feedback.ballots import Ballot, ballot_of
from services.chat.domain.feedback.elo import standings
from services.chat.domain.feedback.events import FeedbackChanged, FeedbackDeleted, FeedbackGiven
from services.chat.domain.feedback.feedback import (
    Feedback,
    Form,
    decide_change,
    decide_delete,
    decide_give,
)
from services.chat.domain.feedback.refusals import FeedbackNotFound, FeedbackRefused

OF_ANN = Feedback("f1", "ann")


def test_what_every_client_looks_for_is_there_and_what_was_added_is_kept() -> None:
    form = Form("rating", json.dumps({"rating": 1, "details": {"rating": 9}}).encode(), b'{"chat_id":"c"}')
    (given,) = decide_give("f1", "ann", form)
    assert isinstance(given, FeedbackGiven)
    assert json.loads(given.data) == {
        "rating": 1,
        "model_id": None,
        "sibling_model_ids": None,
        "reason": None,
        "comment": None,
        "details": {"rating": 9},
    }
    assert given.meta == b'{"chat_id":"c"}'


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b'{"rating": true}',
        b'{"rating": NaN}',
        b'{"rating": 1.5}',
        b'{"model_id": {"$gt": ""}}',
        b'{"sibling_model_ids": [1]}',
        b'{"comment": "\\ud800"}',
        json.dumps({"sibling_model_ids": ["m"] * 51}).encode(),
        json.dumps({"rating": "1" * 101}).encode(),
        b"[" * 100_000,
    ],
)
def test_data_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(FeedbackRefused):
        decide_give("f1", "ann", Form("rating", data))


def test_a_change_without_data_says_nothing_of_it() -> None:
    assert decide_change(OF_ANN, "ann", False, Form("rating", meta=b"{}")) == [
        FeedbackChanged("f1", "ann", "rating", b"", b"{}", b"")
    ]


def test_only_the_person_and_administrators_change_and_delete() -> None:
    with pytest.raises(FeedbackNotFound):
        decide_change(OF_ANN, "bob", False, Form("rating"))
    with pytest.raises(FeedbackNotFound):
        decide_delete(OF_ANN, "bob", False)
    assert decide_delete(OF_ANN, "root", True) == [FeedbackDeleted("f1", "ann")]


def test_a_ballot_needs_a_rating_and_another_model() -> None:
    assert ballot_of({"rating": 1, "model_id": "a", "sibling_model_ids": ["a", "b", "b"]}) == Ballot(
        "a", ["b"], 1, []
    )
    assert ballot_of({"rating": "-1", "model_id": "a", "sibling_model_ids": ["b"], "tags": ["x", 1]}) == (
        Ballot("a", ["b"], -1, ["x"])
    )
    for without in (
        {"rating": 1, "model_id": "a", "sibling_model_ids": None},
        {"rating": 1, "model_id": "a", "sibling_model_ids": ["a"]},
        {"rating": 5, "model_id": "a", "sibling_model_ids": ["b"]},
        {"rating": 1, "model_id": None, "sibling_model_ids": ["b"]},
        {},
    ):
        assert ballot_of(without) is None


def test_equals_exchange_sixteen_points_and_the_sum_stays() -> None:
    best, worst = standings([Ballot("a", ["b"], 1, ["t"])])
    assert (best.model, best.rating, best.won, best.lost) == ("a", 1016.0, 1, 0)
    assert (worst.model, worst.rating, worst.won, worst.lost) == ("b", 984.0, 0, 1)
    assert best.tags == {"t": 1}
    many = standings([Ballot("a", ["b", "c"], 1), Ballot("c", ["b"], -1), Ballot("b", ["a"], 1)] * 7)
    assert sum(one.rating for one in many) == pytest.approx(3000.0)


def test_to_beat_the_stronger_is_worth_more() -> None:
    strong = [Ballot("a", ["b"], 1)] * 10
    surprise = {one.model: one.rating for one in standings([*strong, Ballot("c", ["a"], 1)])}
    expected = {one.model: one.rating for one in standings([*strong, Ballot("c", ["b"], 1)])}
    assert surprise["c"] > 1016 > expected["c"] > 1000
