"""The tree of permissions: which keys there are, and which a plain user holds in a new installation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

_GRANTED = True
_WITHHELD = False

INITIAL: Mapping[str, Mapping[str, bool]] = {
    "workspace": dict.fromkeys(
        (
            *("models", "knowledge", "prompts", "tools", "skills", "models_import", "models_export"),
            *("models_hidden", "prompts_import", "prompts_export", "tools_import", "tools_export"),
            *("skills_import", "skills_export"),
        ),
        _WITHHELD,
    ),
    "sharing": dict.fromkeys(
        (
            *("models", "public_models", "knowledge", "public_knowledge", "prompts", "public_prompts"),
            *("tools", "public_tools", "skills", "public_skills", "notes", "public_notes", "folders"),
            *("public_chats", "open_chats", "public_calendars"),
        ),
        _WITHHELD,
    ),
    "access_grants": dict.fromkeys(("allow_users", "allow_groups"), _GRANTED),
    "chat": {
        **dict.fromkeys(
            (
                *("controls", "valves", "system_prompt", "params", "file_upload", "web_upload", "delete"),
                *("delete_message", "continue_response", "regenerate_response", "rate_response", "edit"),
                *("share", "export", "import", "stt", "tts", "call", "multiple_models", "temporary"),
            ),
            _GRANTED,
        ),
        "temporary_enforced": _WITHHELD,
    },
    "features": {
        "api_keys": _WITHHELD,
        "notes": _GRANTED,
        "folders": _GRANTED,
        "channels": _GRANTED,
        "encrypted_channels": _WITHHELD,
        "direct_tool_servers": _WITHHELD,
        "web_search": _GRANTED,
        "image_generation": _GRANTED,
        "code_interpreter": _GRANTED,
        "memories": _GRANTED,
        "automations": _WITHHELD,
        "calendar": _GRANTED,
        "webhooks": _WITHHELD,
    },
    "settings": {"interface": _GRANTED},
}
"""group -> name -> granted. The key of a permission is `group.name`."""


def granted_in(tree: Mapping[str, Mapping[str, bool]]) -> frozenset[str]:
    """The keys a tree grants; unknown ones are left out."""
    return frozenset(
        f"{group}.{name}"
        for group, names in INITIAL.items()
        for name in names
        if tree.get(group, {}).get(name, False)
    )


INITIALLY_GRANTED = granted_in(INITIAL)


def tree_of(granted: Iterable[str]) -> dict[str, dict[str, bool]]:
    """The whole tree with some keys granted."""
    held = frozenset(granted)
    return {group: {name: f"{group}.{name}" in held for name in names} for group, names in INITIAL.items()}


def as_json(granted: Iterable[str]) -> bytes:
    """The whole tree as JSON, as clients read it."""
    return json.dumps(tree_of(granted), separators=(",", ":")).encode()
