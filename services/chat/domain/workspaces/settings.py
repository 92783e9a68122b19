"""Settings of a workspace, and what becomes of values that do not fit: the nearest that does.

The names of the API are in FIELDS; events and views keep the names of the dataclass.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.chat.domain.workspaces.values import Form, number, text, whole

AUTOMATIC, CHAT, QUERY = "automatic", "chat", "query"
MODES = (CHAT, QUERY, AUTOMATIC)
RERANK = "rerank"
NAME_LENGTH = 255

DEFAULT_PROMPT = (
    "You help people with their questions. Use the passages and the conversation you are given; when they do "
    "not hold the answer, say so instead of guessing. Reply briefly, in the language of the question."
)
DEFAULT_REFUSAL = "The documents of this workspace say nothing about that."


@dataclass(frozen=True, slots=True)
class Settings:
    """How a workspace answers."""

    prompt: str | None = DEFAULT_PROMPT
    temperature: float | None = None
    history: int = 20
    """Exchanges that go before a question."""
    similarity: float = 0.25
    """Passages below this are left out."""
    passages: int = 4
    """Passages that go before a question."""
    mode: str = AUTOMATIC
    provider: str | None = None
    """Told beside the model; which backend a model is asked of follows from the model alone."""
    model: str | None = None
    agent_provider: str | None = None
    agent_model: str | None = None
    refusal: str | None = None
    """What is said when the documents hold nothing (mode query)."""
    search_mode: str = "default"
    """RERANK looks at more passages and prefers those that use the question's words."""


def _similarity(value: Any) -> float:
    found = number(value)
    return 0.25 if found is None else max(0.0, min(1.0, found))


def _temperature(value: Any) -> float | None:
    found = number(value)
    return None if found is None or found < 0 else found


def _passages(value: Any) -> int:
    found = whole(value)
    return 4 if found is None else max(1, found)


def _history(value: Any) -> int:
    found = whole(value)
    return 20 if found is None else max(0, found)


def _mode(value: Any) -> str:
    return value if value in MODES else AUTOMATIC


def _search_mode(value: Any) -> str:
    return value if value in ("default", RERANK) else "default"


def _provider(value: Any) -> str | None:
    return None if value == "none" else text(value)


FIELDS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "similarityThreshold": ("similarity", _similarity),
    "openAiTemp": ("temperature", _temperature),
    "openAiHistory": ("history", _history),
    "openAiPrompt": ("prompt", text),
    "queryRefusalResponse": ("refusal", text),
    "chatMode": ("mode", _mode),
    "topN": ("passages", _passages),
    "chatProvider": ("provider", _provider),
    "chatModel": ("model", text),
    "agentProvider": ("agent_provider", _provider),
    "agentModel": ("agent_model", text),
    "vectorSearchMode": ("search_mode", _search_mode),
}
"""Name in the API -> name here, and the nearest value that fits."""


def changed(settings: Settings, form: Form) -> Settings:
    """The settings with what a form gives; other keys of the form do not count."""
    given = {name: fit(form[key]) for key, (name, fit) in FIELDS.items() if key in form}
    if given.get("provider") == "default":
        given |= {"provider": None, "model": None}
    return dataclasses.replace(settings, **given)


def initial(form: Form) -> Settings:
    """The settings of a new workspace. One without a prompt gets the default one."""
    settings = changed(Settings(), form)
    return settings if settings.prompt else dataclasses.replace(settings, prompt=DEFAULT_PROMPT)


def told_prompt(settings: Settings, default: str) -> str:
    """What models are told: the workspace's own prompt, else the installation's, else DEFAULT_PROMPT."""
    own = settings.prompt
    return own if own and own != DEFAULT_PROMPT else default or DEFAULT_PROMPT


def says_anything(form: Form) -> bool:
    """Whether a form holds a name or a setting."""
    return "name" in form or any(key in form for key in FIELDS)


def stored(settings: Settings) -> bytes:
    """The settings as events carry them: a JSON object."""
    return json.dumps(dataclasses.asdict(settings), ensure_ascii=False).encode()


def restored(values: bytes | Mapping[str, Any]) -> Settings:
    """The settings of an event or a view; names they do not have get their default."""
    found = json.loads(values) if isinstance(values, bytes) else values
    known = {field.name for field in dataclasses.fields(Settings)}
    return Settings(**{name: value for name, value in found.items() if name in known})
