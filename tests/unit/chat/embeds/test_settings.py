"""Settings of embeds and questions of visitors, as they are read from loose forms."""

from __future__ import annotations

from typing import Any

import pytest

from services.chat.domain.embeds.question import LENGTH, read_question, read_session
from services.chat.domain.embeds.refusals import EmbedRefused, SessionInvalid
from services.chat.domain.embeds.settings import Settings, changed, initial, restored, stored

SESSION = "7f3c2a10-5a3e-4c6b-9d52-0c6f0f5b7a01"
OPEN = Settings(model=True, temperature=True, prompt=True)


@pytest.mark.parametrize(
    ("form", "settings"),
    [
        ({}, Settings()),
        ({"chat_mode": "chat"}, Settings(mode="chat")),
        ({"chat_mode": "automatic"}, Settings(mode="query")),
        ({"allow_model_override": "true"}, Settings()),
        ({"allow_model_override": True}, Settings(model=True)),
        ({"max_chats_per_day": "7", "max_chats_per_session": 0}, Settings(per_day=7)),
        ({"message_limit": -1}, Settings()),
        ({"max_chats_per_day": None}, Settings()),
        ({"enabled": False}, Settings()),
    ],
)
def test_a_new_embed_is_enabled_and_takes_what_fits(form: Any, settings: Settings) -> None:
    assert initial(form) == settings


def test_a_change_touches_what_it_names() -> None:
    before = Settings(mode="chat", per_day=5, origins=("https://a.example",))
    assert changed(before, {"enabled": False}) == Settings(
        enabled=False, mode="chat", per_day=5, origins=("https://a.example",)
    )
    assert changed(before, {"allowlist_domains": ""}) == Settings(mode="chat", per_day=5)
    assert changed(before, {"max_chats_per_day": None}).per_day is None
    assert changed(before, {"enabled": "yes"}).enabled is False


def test_settings_come_back_from_events_and_know_names_of_later() -> None:
    before = Settings(mode="chat", per_day=5, origins=("https://a.example",))
    assert restored(stored(before)) == before
    assert restored(b'{"mode":"chat","colour":"blue"}') == Settings(mode="chat")


@pytest.mark.parametrize("value", [None, 7, "", "kim", SESSION[:-1], SESSION + "0", "z" * 36])
def test_a_session_is_named_by_a_uuid(value: Any) -> None:
    with pytest.raises(SessionInvalid):
        read_session(value)
    assert read_session(SESSION.upper()) == SESSION


@pytest.mark.parametrize("message", [None, "", " \n", 7, ["x"], "x" * (LENGTH + 1)])
def test_what_is_no_question_is_refused(message: Any) -> None:
    with pytest.raises(EmbedRefused):
        read_question({"sessionId": SESSION, "message": message}, OPEN)


def test_a_page_chooses_what_the_embed_leaves_to_it() -> None:
    form = {"sessionId": SESSION, "message": "Hi", "model": "m", "prompt": "p", "temperature": "9"}
    chosen = read_question(form, OPEN)
    assert (chosen.model, chosen.prompt, chosen.temperature) == ("m", "p", 2.0)
    kept = read_question(form, Settings())
    assert (kept.model, kept.prompt, kept.temperature) == (None, None, None)
    nothing = read_question({**form, "model": None, "prompt": None, "temperature": None}, OPEN)
    assert (nothing.model, nothing.prompt, nothing.temperature) == (None, None, None)


def test_a_prompt_too_long_is_refused_where_it_counts() -> None:
    form = {"sessionId": SESSION, "message": "Hi", "prompt": "x" * (LENGTH + 1)}
    with pytest.raises(EmbedRefused):
        read_question(form, OPEN)
    assert read_question(form, Settings()).prompt is None
