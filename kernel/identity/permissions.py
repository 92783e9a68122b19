"""The permission keys a plain user may hold, in the order an access token's bit mask counts them.

Append only: a token carries the mask, so the place of a key never changes. Keys are
`<group>.<name>`, as clients read them from the effective permissions of a user.
"""

from __future__ import annotations

from collections.abc import Iterable

ALL: tuple[str, ...] = (
    "workspace.models",
    "workspace.knowledge",
    "workspace.prompts",
    "workspace.tools",
    "workspace.skills",
    "workspace.models_import",
    "workspace.models_export",
    "workspace.models_hidden",
    "workspace.prompts_import",
    "workspace.prompts_export",
    "workspace.tools_import",
    "workspace.tools_export",
    "workspace.skills_import",
    "workspace.skills_export",
    "sharing.models",
    "sharing.public_models",
    "sharing.knowledge",
    "sharing.public_knowledge",
    "sharing.prompts",
    "sharing.public_prompts",
    "sharing.tools",
    "sharing.public_tools",
    "sharing.skills",
    "sharing.public_skills",
    "sharing.notes",
    "sharing.public_notes",
    "sharing.folders",
    "sharing.public_chats",
    "sharing.open_chats",
    "sharing.public_calendars",
    "access_grants.allow_users",
    "access_grants.allow_groups",
    "chat.controls",
    "chat.valves",
    "chat.system_prompt",
    "chat.params",
    "chat.file_upload",
    "chat.web_upload",
    "chat.delete",
    "chat.delete_message",
    "chat.continue_response",
    "chat.regenerate_response",
    "chat.rate_response",
    "chat.edit",
    "chat.share",
    "chat.export",
    "chat.import",
    "chat.stt",
    "chat.tts",
    "chat.call",
    "chat.multiple_models",
    "chat.temporary",
    "chat.temporary_enforced",
    "features.api_keys",
    "features.notes",
    "features.folders",
    "features.channels",
    "features.encrypted_channels",
    "features.direct_tool_servers",
    "features.web_search",
    "features.image_generation",
    "features.code_interpreter",
    "features.memories",
    "features.automations",
    "features.calendar",
    "features.webhooks",
    "settings.interface",
)


def to_mask(permissions: Iterable[str]) -> str:
    """The hexadecimal bit mask of some keys; unknown keys are left out."""
    held = frozenset(permissions)
    return f"{sum(1 << place for place, key in enumerate(ALL) if key in held):x}"


def from_mask(mask: str) -> frozenset[str]:
    """The keys of a mask; bits this build does not know are left out. Raises ValueError on garbage."""
    bits = int(mask or "0", 16)
    return frozenset(key for place, key in enumerate(ALL) if bits >> place & 1)
