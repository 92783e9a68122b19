"""Preferences of the AnythingLLM developer API: which settings they are, and how clients send them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.auth.domain.refusals import ValueInvalid

TEXTS = (
    "support_email",
    "footer_data",
    "custom_app_name",
    "default_system_prompt",
    "meta_page_title",
    "meta_page_favicon",
)
NUMBERS = ("text_splitter_chunk_size", "text_splitter_chunk_overlap")
KEYS = (*TEXTS, *NUMBERS)


def read(form: Mapping[str, Any]) -> dict[str, Any]:
    """The settings a form gives; null means the default, other keys are left out. Raises ValueInvalid."""
    wanted: dict[str, Any] = {}
    for key in TEXTS:
        if key in form:
            value = form[key]
            if value is not None and not isinstance(value, str):
                raise ValueInvalid(key, "a text is expected")
            wanted[key] = value or ""
    for key in NUMBERS:
        if key in form:
            wanted[key] = _number(key, form[key])
    return wanted


def _number(key: str, value: Any) -> int:
    """A whole number; clients send it as text too."""
    if value is None or value == "":
        return 0
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueInvalid(key, "a whole number is expected")
    try:
        return int(value)
    except ValueError:
        raise ValueInvalid(key, "a whole number is expected") from None
