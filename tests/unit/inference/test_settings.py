"""Which backends the settings ask for."""

from __future__ import annotations

import pytest

from kernel.config import SettingsError, load
from services.inference.settings import Settings


@pytest.mark.parametrize(
    ("environ", "chat", "embeddings"),
    [
        ({}, True, True),
        ({"PARLANCE_OPENAI_URLS": "http://a/v1"}, False, True),
        ({"PARLANCE_OLLAMA_URLS": "http://a"}, False, True),
        ({"PARLANCE_OPENAI_URLS": ""}, True, True),
        ({"PARLANCE_OPENAI_URLS": "http://a/v1", "PARLANCE_EMBEDDING_MODEL": "e"}, False, False),
        ({"PARLANCE_OPENAI_URLS": "http://a/v1", "PARLANCE_LOCAL_MODEL": "always"}, True, True),
        ({"PARLANCE_LOCAL_MODEL": "never"}, False, False),
    ],
)
def test_the_local_models_run_when_nothing_else_is_configured(
    environ: dict[str, str], chat: bool, embeddings: bool
) -> None:
    settings = load(Settings, environ)
    assert (settings.runs_local_chat, settings.runs_local_embeddings) == (chat, embeddings)


def test_keys_are_not_shown() -> None:
    assert "hush" not in repr(load(Settings, {"PARLANCE_OPENAI_KEYS": "hush;hush2"}))


def test_an_unknown_mode_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="PARLANCE_MODEL_ACCESS"):
        load(Settings, {"PARLANCE_MODEL_ACCESS": "everybody"})
