"""The models of all backends as each dialect lists them.

Shapes follow what Open WebUI's servers answer on /api/models, /openai/models, /ollama/api/tags and
/ollama/v1/models. Pure: the lists that backends gave go in, plain values ready to be written come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["openai", "ollama"]

EMBEDDING_TAG = "embedding"
_EMBEDDING_NAME = re.compile(
    r"embed|minilm|(^|[/_-])(bge|e5|gte|gtr)([-_]|$)|sentence-t5|rerank", re.IGNORECASE
)
_EMBEDDING_FAMILIES = frozenset({"bert", "nomic-bert", "nomic-bert-moe", "xlm-roberta"})
_YEAR_10000 = 253402300800
FAR_AWAY = _YEAR_10000 - 1


@dataclass(frozen=True, slots=True)
class Model:
    """One model as its backend describes it."""

    id: str
    raw: Mapping[str, Any]
    embeds_only: bool = False
    loaded_until: int | None = None
    """Epoch seconds until which an Ollama backend keeps it in memory; None when it is not loaded."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one backend offers. `index` counts within its kind, in the order of configuration."""

    kind: Kind
    index: int
    models: tuple[Model, ...] = ()
    reachable: bool = True
    local: bool = False
    running: tuple[Mapping[str, Any], ...] = field(default=())
    """Ollama: the rows of /api/ps."""

    @property
    def connection(self) -> str:
        """The connection_type clients see: local for Ollama and the local model, else external."""
        return "local" if self.local or self.kind == "ollama" else "external"


def model(kind: Kind, raw: Mapping[str, Any], loaded: Mapping[str, int]) -> Model | None:
    """A row of a backend's list as a Model; None when it names none."""
    name = raw.get("id") if kind == "openai" else raw.get("model") or raw.get("name")
    if not isinstance(name, str) or not name:
        return None
    return Model(name, raw, embeds_only(kind, name, raw), loaded.get(name))


def embeds_only(kind: Kind, name: str, raw: Mapping[str, Any]) -> bool:
    """Whether a model can embed but not chat: by what the backend says, else by its family or name."""
    capabilities = raw.get("capabilities")
    if isinstance(capabilities, list) and capabilities:
        return "embedding" in capabilities and "completion" not in capabilities
    if kind == "ollama":
        details = raw.get("details")
        if isinstance(details, Mapping) and details.get("family") in _EMBEDDING_FAMILIES:
            return True
    return _EMBEDDING_NAME.search(name) is not None


def surface_order(listings: Iterable[Listing], kind: Kind) -> list[Listing]:
    """The backends as a surface counts them: its own kind first, each in configured order."""
    return sorted(listings, key=lambda found: (found.kind != kind, found.index))


def merged(listings: Iterable[Listing], order: Sequence[str] = ()) -> list[Json]:
    """Rows of /api/models: every model once, those of `order` first, then OpenAI-type backends;
    pipeline filters left out."""
    rows: dict[str, Json] = {}
    for listing in surface_order(listings, "openai"):
        if not listing.reachable:
            continue
        for found in listing.models:
            if _pipeline_type(found) == "filter":
                continue
            if listing.kind == "openai":
                row = {**openai_row(found, listing, listing.index), "actions": [], "filters": []}
            else:
                row = _merged_ollama(found, listing)
            row["tags"] = [{"name": EMBEDDING_TAG}] if found.embeds_only else []
            rows.setdefault(found.id, row)
    first = {name: None for name in order if name in rows}
    return [rows[name] for name in (first | dict.fromkeys(rows))]


def openai_list(listings: Iterable[Listing]) -> list[Json]:
    """Rows of /openai/models, Ollama's models after the others."""
    rows: dict[str, Json] = {}
    for index, listing in enumerate(surface_order(listings, "openai")):
        for found in listing.models if listing.reachable else ():
            rows.setdefault(found.id, openai_row(found, listing, index))
    return list(rows.values())


def openai_row(found: Model, listing: Listing, index: int) -> Json:
    """One model as an OpenAI-type row; `openai` holds the backend's own words."""
    raw = dict(found.raw) if listing.kind == "openai" else openai_model(found, listing.kind)
    created = raw.get("created")
    row: Json = {
        "id": found.id,
        "object": "model",
        "created": int(created) if isinstance(created, int | float) else 0,
        "owned_by": "openai",
        "connection_type": listing.connection,
        "name": raw.get("name") or found.id,
        "openai": {**raw, "connection_type": listing.connection},
        "provider": "",
        "urlIdx": index,
    }
    if "pipeline" in raw:
        row["pipeline"] = raw["pipeline"]
    return row


def openai_model(found: Model, kind: Kind) -> Json:
    """The four keys every OpenAI model has."""
    owner = found.raw.get("owned_by") if kind == "openai" else "ollama"
    created = found.raw.get("created") if kind == "openai" else 0
    return {"id": found.id, "object": "model", "created": created or 0, "owned_by": owner or "openai"}


def tags(listings: Sequence[Listing]) -> list[Json]:
    """Rows of /ollama/api/tags: each model once with the backends that have it."""
    rows: dict[str, Json] = {}
    for index, listing in enumerate(surface_order(listings, "ollama")):
        for found in listing.models if listing.reachable else ():
            row = rows.get(found.id)
            if row is not None:
                row["urls"].append(index)
                row["expires_at"] = row["expires_at"] or _loaded_until(found, listing)
                continue
            rows[found.id] = {
                **ollama_model(found, listing.kind),
                "connection_type": listing.connection,
                "urls": [index],
                "expires_at": _loaded_until(found, listing),
            }
    return list(rows.values())


def _loaded_until(found: Model, listing: Listing) -> int | None:
    # A model of an OpenAI-type backend is never unloaded; Ollama says so with a time far away.
    return FAR_AWAY if listing.kind == "openai" else found.loaded_until


def ollama_model(found: Model, kind: Kind) -> Json:
    """A model as Ollama lists it; for a model of another backend, with what is known of it."""
    if kind == "ollama":
        return dict(found.raw)
    meta = found.raw.get("meta")
    size = meta.get("size") if isinstance(meta, Mapping) else None
    return {
        "name": found.id,
        "model": found.id,
        "modified_at": _stamp(found.raw.get("created")),
        "size": size if isinstance(size, int) else 0,
        "digest": "",
        "details": details(found),
    }


def details(found: Model) -> Json:
    """Ollama's `details` of a model of another backend."""
    meta = found.raw.get("meta")
    known: Mapping[str, Any] = meta if isinstance(meta, Mapping) else {}
    family = "bert" if found.embeds_only else "openai"
    parameters = known.get("n_params")
    return {
        "parent_model": "",
        "format": "gguf" if known.get("ftype") else "",
        "family": family,
        "families": [family],
        "parameter_size": f"{parameters / 1e6:.0f}M" if isinstance(parameters, int | float) else "",
        "quantization_level": str(known.get("ftype") or ""),
    }


def running(listings: Sequence[Listing]) -> list[Json]:
    """Rows of /ollama/api/ps with the backends that hold the model."""
    rows: dict[str, Json] = {}
    for index, listing in enumerate(surface_order(listings, "ollama")):
        for raw in listing.running if listing.reachable else ():
            row = rows.setdefault(str(raw.get("model") or raw.get("name")), {**raw, "urls": []})
            row["urls"].append(index)
    return list(rows.values())


def v1_models(listings: Iterable[Listing], now: int) -> list[Json]:
    """Rows of /ollama/v1/models."""
    ids = {
        found.id: None
        for each in surface_order(listings, "ollama")
        if each.reachable
        for found in each.models
    }
    return [{"id": name, "object": "model", "created": now, "owned_by": "openai"} for name in ids]


def show(found: Model) -> Json:
    """The answer of /api/show for a model of an OpenAI-type backend."""
    family = "bert" if found.embeds_only else "openai"
    return {
        "modelfile": f"FROM {found.id}",
        "parameters": "",
        "template": "",
        "details": details(found),
        "model_info": {"general.architecture": family},
        "capabilities": ["embedding"] if found.embeds_only else ["completion"],
    }


def spellings(name: str) -> tuple[str, ...]:
    """The ids a client may mean by a name: Ollama's tag `:latest` may be there or not."""
    if name.endswith(":latest"):
        return (name, name.removesuffix(":latest"))
    return (name, f"{name}:latest")


def _merged_ollama(found: Model, listing: Listing) -> Json:
    raw = {
        **found.raw,
        "connection_type": listing.connection,
        "urls": [listing.index],
        "expires_at": found.loaded_until,
    }
    return {
        "id": found.id,
        "name": str(found.raw.get("name") or found.id),
        "object": "model",
        "created": 0,
        "owned_by": "ollama",
        "ollama": raw,
        "loaded": found.loaded_until is not None,
        "connection_type": listing.connection,
        "actions": [],
        "filters": [],
    }


def _pipeline_type(found: Model) -> str:
    pipeline = found.raw.get("pipeline")
    return str(pipeline.get("type")) if isinstance(pipeline, Mapping) else ""


def _stamp(seconds: Any) -> str:
    """RFC 3339 in UTC; the epoch for what is no time."""
    known = seconds if isinstance(seconds, int | float) and 0 <= seconds < _YEAR_10000 else 0
    return datetime.fromtimestamp(known, UTC).isoformat().replace("+00:00", "Z")
