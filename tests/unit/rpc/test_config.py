"""Settings: what a variable becomes, and what is said about one that does not fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest

from kernel.config import CommonSettings, SettingsError, documented, load


@dataclass(frozen=True, slots=True)
class Example(CommonSettings):
    """As a service writes one."""

    urls: tuple[str, ...] = ("http://a",)
    """Where
    to look."""
    keys: tuple[str, ...] = field(default=(), repr=False)
    """Keys."""
    retries: int = 3
    """How often."""
    secret_number: int = field(default=0, repr=False)
    """A number nobody may see."""
    mode: Literal["on", "off"] = "on"
    """How."""
    folder: Path | None = None
    """Where."""
    bare: bool = False


def test_variables_become_what_the_field_says() -> None:
    found = load(
        Example,
        {
            "PARLANCE_URLS": "http://x; http://y",
            "PARLANCE_RETRIES": "7",
            "PARLANCE_BARE": "true",
            "PARLANCE_FOLDER": "/srv/x",
            "PARLANCE_DRAIN_PAUSE": "0.5",
            "PARLANCE_CHAT_PORT": "0",
            "UNRELATED": "x",
        },
    )
    assert found.urls == ("http://x", "http://y")
    assert (found.retries, found.bare, found.folder) == (7, True, Path("/srv/x"))
    assert (found.drain_pause, found.chat_port, found.http_port("chat")) == (0.5, 0, 0)


def test_an_empty_variable_is_no_list_and_no_number() -> None:
    found = load(Example, {"PARLANCE_URLS": "", "PARLANCE_RETRIES": "", "PARLANCE_FOLDER": ""})
    assert (found.urls, found.retries, found.folder) == ((), 3, None)


def test_every_wrong_variable_is_named_and_no_secret_shown() -> None:
    with pytest.raises(SettingsError) as caught:
        load(
            Example,
            {
                "PARLANCE_RETRIES": "several",
                "PARLANCE_CHAT_PORT": "70000",
                "PARLANCE_MODE": "maybe",
                "PARLANCE_SECRET_NUMBER": "hunter2",
            },
        )
    text = str(caught.value)
    for name in ("RETRIES", "CHAT_PORT", "MODE", "SECRET_NUMBER"):
        assert f"PARLANCE_{name}" in text
    assert "several" in text
    assert "hunter2" not in text


def test_targets_follow_ports_until_they_are_set() -> None:
    assert load(Example, {"PARLANCE_AUTH_PORT": "9001"}).target("auth") == "127.0.0.1:9001"
    set_ = load(Example, {"PARLANCE_AUTH_TARGET": "dns:///auth:1"})
    assert set_.target("auth") == "dns:///auth:1"


def test_the_table_has_every_field_with_its_doc_string() -> None:
    rows = {row.variable: row for row in documented(Example)}
    assert rows["PARLANCE_URLS"].doc == "Where to look."
    assert (rows["PARLANCE_URLS"].kind, rows["PARLANCE_URLS"].default) == ("list (;)", "http://a")
    assert rows["PARLANCE_MODE"].kind == "on, off"
    assert rows["PARLANCE_FOLDER"].kind == "path"
    assert rows["PARLANCE_BARE"].doc == ""
    assert all(row.doc for row in documented(CommonSettings))
