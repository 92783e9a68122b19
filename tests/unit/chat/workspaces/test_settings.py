"""Values of settings that do not fit become the nearest that do."""

from __future__ import annotations

from typing import Any

import pytest

from services.chat.domain.workspaces.settings import (
    DEFAULT_PROMPT,
    FIELDS,
    Settings,
    changed,
    initial,
    restored,
    stored,
)
from services.chat.domain.workspaces.slugs import slug_of

FITTED = [
    ("similarityThreshold", 9, 1.0), ("similarityThreshold", -1, 0.0), ("similarityThreshold", "x", 0.25),
    ("similarityThreshold", "0.5", 0.5), ("similarityThreshold", None, 0.25),
    ("similarityThreshold", True, 0.25),
    ("topN", 0, 1), ("topN", "many", 4), ("topN", 2.9, 2), ("topN", 10**40, 2**31 - 1), ("topN", "inf", 4),
    ("openAiHistory", -4, 0), ("openAiHistory", [], 20), ("openAiHistory", 1e300, 2**31 - 1),
    ("openAiTemp", "x", None), ("openAiTemp", -0.1, None), ("openAiTemp", 0, 0.0), ("openAiTemp", 1.5, 1.5),
    ("chatMode", "agent", "automatic"), ("chatMode", "query", "query"), ("chatMode", {}, "automatic"),
    ("vectorSearchMode", "bad", "default"), ("vectorSearchMode", "rerank", "rerank"),
    ("chatProvider", "none", None), ("chatProvider", 5, None), ("chatProvider", "openai", "openai"),
    ("agentProvider", "none", None), ("chatModel", 5, None), ("openAiPrompt", 5, None),
    ("queryRefusalResponse", ["x"], None), ("queryRefusalResponse", "No.", "No."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "given", "kept"), FITTED)
def test_a_value_is_fitted(key: str, given: Any, kept: Any) -> None:
    assert getattr(changed(Settings(), {key: given}), FIELDS[key][0]) == kept


def test_the_provider_default_clears_provider_and_model() -> None:
    before = changed(Settings(), {"chatProvider": "openai", "chatModel": "m"})
    after = changed(before, {"chatProvider": "default", "chatModel": "other"})
    assert (after.provider, after.model) == (None, None)


@pytest.mark.parametrize("prompt", [None, "", 5])
def test_a_new_workspace_always_has_a_prompt(prompt: Any) -> None:
    assert initial({"openAiPrompt": prompt}).prompt == DEFAULT_PROMPT
    assert changed(Settings(), {"openAiPrompt": prompt}).prompt in (None, "")


def test_settings_survive_being_stored() -> None:
    settings = initial({"openAiPrompt": "Kürzer!", "topN": 2, "openAiTemp": 0.1})
    assert restored(stored(settings)) == settings


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Fruit Lab!", "fruit-lab-bang"),
        ("C++ & more", "c-plus-plus-and-more"),
        ("a@b.c *", "a-at-b-dot-c-splat"),
        ("  Über  Käse -- 2 ", "uber-kase-2"),
        ("日本語", ""),
        ("!?", "bang"),
        ("../../etc", "dot-dot-dot-dot-etc"),
    ],
)
def test_a_slug_is_made_of_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_slug_is_never_long() -> None:
    assert len(slug_of("+" * 255)) <= 200
