"""Settings of an embed, and what becomes of values that do not fit: the nearest that does.

The names of the API are in FIELDS; events and views keep the names of the dataclass.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.chat.domain.embeds.origins import read_origins
from services.chat.domain.workspaces.settings import CHAT, QUERY
from services.chat.domain.workspaces.values import Form, whole

HISTORY = 20
MOST_HISTORY = 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """How an embed behaves; None: no limit (of `history`: HISTORY)."""

    enabled: bool = True
    mode: str = QUERY
    origins: tuple[str, ...] = ()
    """Pages that may use it; empty: all."""
    model: bool = False
    """Whether the page may choose the model; likewise the next two."""
    temperature: bool = False
    prompt: bool = False
    per_day: int | None = None
    """Questions of one UTC day."""
    per_session: int | None = None
    """Questions of one session and UTC day."""
    history: int | None = None
    """Exchanges that go before a question."""

    @property
    def before(self) -> int:
        """Exchanges that really go before a question."""
        return HISTORY if self.history is None else min(self.history, MOST_HISTORY)


def _truth(value: Any) -> bool:
    return value is True


def _mode(value: Any) -> str:
    return value if value in (CHAT, QUERY) else QUERY


def _limit(value: Any) -> int | None:
    found = whole(value)
    return found if found is not None and found > 0 else None


FIELDS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "chat_mode": ("mode", _mode),
    "allowlist_domains": ("origins", read_origins),
    "allow_model_override": ("model", _truth),
    "allow_temperature_override": ("temperature", _truth),
    "allow_prompt_override": ("prompt", _truth),
    "max_chats_per_day": ("per_day", _limit),
    "max_chats_per_session": ("per_session", _limit),
    "message_limit": ("history", _limit),
}
"""Name in the API -> name here, and the nearest value that fits."""
ENABLED = "enabled"


def initial(form: Form) -> Settings:
    """The settings of a new embed: enabled. Raises EmbedRefused."""
    return _with(Settings(), form)


def changed(settings: Settings, form: Form) -> Settings:
    """The settings with what a form gives. Raises EmbedRefused."""
    after = _with(settings, form)
    return dataclasses.replace(after, enabled=_truth(form[ENABLED])) if ENABLED in form else after


def says_anything(form: Form) -> bool:
    """Whether a form holds a setting."""
    return ENABLED in form or any(key in form for key in FIELDS)


def stored(settings: Settings) -> bytes:
    """The settings as events carry them: a JSON object."""
    return json.dumps(dataclasses.asdict(settings), ensure_ascii=False).encode()


def restored(values: bytes | Mapping[str, Any]) -> Settings:
    """The settings of an event or a view; names they do not have get their default."""
    found = json.loads(values) if isinstance(values, bytes) else dict(values)
    known = {field.name for field in dataclasses.fields(Settings)}
    given = {name: value for name, value in found.items() if name in known}
    return Settings(**{**given, "origins": tuple(given.get("origins", ()))})


def _with(settings: Settings, form: Form) -> Settings:
    given = {name: fit(form[key]) for key, (name, fit) in FIELDS.items() if key in form}
    return dataclasses.replace(settings, **given)
