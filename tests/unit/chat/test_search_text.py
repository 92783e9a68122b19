"""What people type, and what it finds."""

from __future__ import annotations

import pytest

from services.chat.documents.words import excerpt, text_of, words
from services.chat.queries.chats.search_text import Wanted, parse


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("otter", Wanted(words=("otter",))),
        ("Garden OTTER garden", Wanted(words=("garden", "otter"))),
        ("tag:my_tag pinned:true trip", Wanted(words=("trip",), tags=("my_tag",), pinned=True)),
        ("tag:none", Wanted(untagged=True)),
        ("folder:big_plans", Wanted(folders=("big_plans",))),
        ("archived:false shared:TRUE", Wanted(archived=False, shared=True)),
        ("pinned:maybe", Wanted(words=("pinned", "maybe"))),
        ("", Wanted()),
        ("(.*) $", Wanted(nothing=True)),
    ],
)
def test_prefixes_are_filters_and_the_rest_is_words(text: str, wanted: Wanted) -> None:
    assert parse(text) == wanted


def test_words_are_folded() -> None:
    assert list(words("Straße, CAFÉ—ﬁn 42x")) == ["strasse", "café", "fin", "42x"]


def test_unspaced_scripts_are_found_by_pairs() -> None:
    assert list(words("東京都に行く")) == ["東京", "京都", "都に", "に行", "行く"]


def test_the_text_of_parts_counts() -> None:
    body = b'{"content":[{"type":"text","text":"hello"},{"type":"image_url"},"odd",{"text":5}]}'
    assert text_of(body) == "hello"


def test_an_excerpt_shows_the_place() -> None:
    text = "filler " * 100 + "the garden otter swims " + "filler " * 100
    piece = excerpt(text, ["otte"])
    assert piece is not None and "otter swims" in piece and len(piece) < 200
    assert excerpt(text, ["whale"]) is None
