"""How models are listed."""

from __future__ import annotations

import pytest

from services.inference.domain import catalog
from services.inference.domain.catalog import Kind, Listing, Model, embeds_only

GPT = Model("fake-gpt", {"id": "fake-gpt", "object": "model", "created": 1_700_000_000, "owned_by": "fake"})
EMBED = Model("fake-embed", {"id": "fake-embed", "object": "model"}, embeds_only=True)
LLAMA_RAW = {
    "name": "fake-llama:latest",
    "model": "fake-llama:latest",
    "modified_at": "2025-01-01T00:00:00Z",
    "size": 1,
    "digest": "d",
    "details": {"family": "llama"},
}
LLAMA = Model("fake-llama:latest", LLAMA_RAW, loaded_until=1_893_456_000)
OPENAI = Listing("openai", 0, (GPT, EMBED))
OLLAMA = Listing("ollama", 0, (LLAMA,), running=({**LLAMA_RAW, "size_vram": 0},))


def test_the_merged_list_has_the_keys_clients_of_open_webui_read() -> None:
    gpt, embed, llama = catalog.merged([OLLAMA, OPENAI])
    assert gpt == {
        "id": "fake-gpt",
        "object": "model",
        "created": 1_700_000_000,
        "owned_by": "openai",
        "connection_type": "external",
        "name": "fake-gpt",
        "openai": {**GPT.raw, "connection_type": "external"},
        "provider": "",
        "urlIdx": 0,
        "actions": [],
        "filters": [],
        "tags": [],
    }
    assert embed["tags"] == [{"name": "embedding"}]
    assert llama["ollama"] == {
        **LLAMA_RAW, "connection_type": "local", "urls": [0], "expires_at": 1_893_456_000,
    }  # fmt: skip
    assert (llama["owned_by"], llama["loaded"], llama["connection_type"]) == ("ollama", True, "local")


def test_a_model_two_backends_have_is_listed_once() -> None:
    second = Listing("openai", 1, (GPT,))
    assert [row["id"] for row in catalog.merged([OPENAI, second])] == ["fake-gpt", "fake-embed"]
    assert [row["urls"] for row in catalog.tags([OPENAI, second])] == [[0, 1], [0]]


def test_a_backend_out_of_reach_is_left_out() -> None:
    gone = Listing("ollama", 0, (LLAMA,), reachable=False)
    assert catalog.merged([gone]) == catalog.tags([gone]) == catalog.running([gone]) == []
    assert catalog.openai_list([gone]) == catalog.v1_models([gone], 1) == []


def test_each_surface_counts_its_own_backends_first() -> None:
    assert [row["urlIdx"] for row in catalog.openai_list([OLLAMA, OPENAI])] == [0, 0, 1]
    assert [row["urls"] for row in catalog.tags([OPENAI, OLLAMA])] == [[0], [1], [1]]


def test_an_openai_model_has_all_keys_of_an_ollama_one() -> None:
    row = catalog.ollama_model(GPT, "openai")
    assert set(row) == set(LLAMA_RAW)
    assert row["modified_at"] == "2023-11-14T22:13:20Z"
    assert set(row["details"]) == {
        "parent_model", "format", "family", "families", "parameter_size", "quantization_level",
    }  # fmt: skip


def test_pipeline_filters_are_no_models_to_choose() -> None:
    flt = Model("f", {"id": "f", "pipeline": {"type": "filter"}})
    assert catalog.merged([Listing("openai", 0, (flt,))]) == []
    assert catalog.openai_list([Listing("openai", 0, (flt,))])[0]["pipeline"] == {"type": "filter"}


@pytest.mark.parametrize(
    ("kind", "name", "raw", "only"),
    [
        ("openai", "text-embedding-3-small", {}, True),
        ("openai", "all-minilm-l6-v2", {}, True),
        ("openai", "gpt-4o", {}, False),
        ("openai", "smollm2", {"capabilities": ["completion"]}, False),
        ("openai", "odd", {"capabilities": ["embedding"]}, True),
        ("ollama", "nomic:latest", {"details": {"family": "nomic-bert"}}, True),
        ("ollama", "llama3:8b", {"details": {"family": "llama"}}, False),
        ("openai", "BAAI/bge-m3", {}, True),
        ("openai", "budget-model", {}, False),
    ],
)
def test_models_that_only_embed_are_known(kind: Kind, name: str, raw: dict[str, object], only: bool) -> None:
    assert embeds_only(kind, name, raw) is only


@pytest.mark.parametrize(("name", "meant"), [("a", ("a", "a:latest")), ("a:latest", ("a:latest", "a"))])
def test_the_tag_latest_may_be_there_or_not(name: str, meant: tuple[str, ...]) -> None:
    assert catalog.spellings(name) == meant
