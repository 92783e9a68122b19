"""The document of GET /api/config: what a client shows before, while and after signing in.

Switches of parts whose endpoints are not served are off. The documents are made when the
installation or one of the sections changes, not per request.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from parlance.auth.v1 import interface_settings_pb2 as sections
from parlance.auth.v1.instance_settings_pb2 import InstanceSettings
from parlance.auth.v1.ldap_settings_pb2 import LdapSettings

from services.auth.adapters.configs import Configs
from services.auth.adapters.installations import Current
from services.auth.domain.oauth.settings import Settings as OAuthSettings
from services.auth.domain.permissions import tree_of
from services.auth.settings import Settings


class Chosen(NamedTuple):
    """What the documents are made of."""

    current: Current
    interface: sections.InterfaceSettings
    suggestions: sections.SuggestionSettings
    models: sections.ModelSettings
    directory: LdapSettings
    oauth: OAuthSettings
    instance: InstanceSettings


class ClientConfig:
    """Keeps the documents of the last installation and sections seen."""

    def __init__(self, settings: Settings, config: Configs) -> None:
        self._settings = settings
        self._config = config
        self._of: tuple[Any, ...] = ()
        self._made: dict[str, bytes] = {}

    async def document(self, current: Current, oauth: OAuthSettings, role: str) -> bytes:
        """JSON for a caller's role; empty role: not signed in."""
        config = self._config
        chosen = Chosen(
            current,
            await config.section(sections.InterfaceSettings),
            await config.section(sections.SuggestionSettings),
            await config.section(sections.ModelSettings),
            await config.section(LdapSettings),
            oauth,
            await config.section(InstanceSettings),
        )
        if len(self._of) != len(chosen) or any(a is not b for a, b in zip(self._of, chosen, strict=True)):
            self._of, self._made = chosen, {}
        kind = role if role in ("", "pending") else "user"
        if kind not in self._made:
            self._made[kind] = json.dumps(self._build(chosen, kind), separators=(",", ":")).encode()
        return self._made[kind]

    def _build(self, of: Chosen, kind: str) -> dict[str, Any]:
        current, chosen = of.current, of.current.installation.settings
        document: dict[str, Any] = {}
        if not current.installation.owner and not kind:
            document["onboarding"] = True
        document |= {
            "status": True,
            "name": of.instance.custom_app_name or self._settings.instance_name,
            "version": self._settings.api_version,
            "default_locale": of.interface.default_locale,
            "i18n": chosen["I18N"] or {},
            "oauth": {"providers": dict(of.oauth.offered()), "auto_redirect": of.oauth.auto_redirect},
            "features": _door(chosen, of.directory.enable_ldap) | (_rooms(chosen) if kind else {}),
        }
        overlay = {
            "pending_user_overlay_title": chosen["PENDING_USER_OVERLAY_TITLE"],
            "pending_user_overlay_content": chosen["PENDING_USER_OVERLAY_CONTENT"],
        }
        if kind == "pending":
            document["ui"] = overlay
        elif kind:
            document |= _inside(of)
            document["ui"] = {
                "default_interface_settings": chosen["DEFAULT_INTERFACE_SETTINGS"] or {},
                "visibility": dict(of.interface.visibility),
                **overlay,
                "response_watermark": chosen["RESPONSE_WATERMARK"],
                "iframe_csp": "",
            }
            document["license_metadata"] = None
        return document


def _door(chosen: Mapping[str, Any], ldap: bool) -> dict[str, Any]:
    return {
        "slim": False,
        "auth": True,
        "auth_trusted_header": False,
        "enable_signup_password_confirmation": False,
        "enable_ldap": ldap,
        "enable_signup": chosen["ENABLE_SIGNUP"],
        "enable_login_form": chosen["ENABLE_LOGIN_FORM"],
        "enable_websocket": True,
    }


def _rooms(chosen: Mapping[str, Any]) -> dict[str, Any]:
    off = dict.fromkeys(
        (
            *("enable_version_update_check", "enable_pyodide_file_persistence"),
            *("enable_public_active_users_count", "enable_easter_eggs", "enable_direct_connections"),
            *("enable_direct_integrations", "enable_plugins", "enable_tools", "enable_functions"),
            *("enable_tool_servers", "enable_terminal_servers"),
        ),
        False,
    )
    later = dict.fromkeys(
        (
            *("enable_context_compaction", "enable_tool_permissions", "enable_web_search"),
            *("enable_web_search_confirmation", "enable_code_execution", "enable_code_interpreter"),
            *("enable_image_generation", "enable_autocomplete_generation", "enable_title_generation"),
            *("enable_follow_up_generation", "enable_tags_generation"),
        ),
        False,
    )
    last = dict.fromkeys(
        (
            *("enable_admin_export", "enable_admin_chat_access", "enable_admin_analytics"),
            *("enable_google_drive_integration", "enable_onedrive_integration", "enable_subagents"),
        ),
        False,
    )
    return {
        "enable_api_keys": chosen["ENABLE_API_KEYS"],
        "enable_password_change_form": True,
        **off,
        "enable_folders": chosen["ENABLE_FOLDERS"],
        "folder_max_file_count": chosen["FOLDER_MAX_FILE_COUNT"],
        "enable_channels": chosen["ENABLE_CHANNELS"],
        "enable_encrypted_channels": chosen["ENABLE_ENCRYPTED_CHANNELS"],
        "enable_apps": chosen["ENABLE_APPS"],
        "enable_calendar": chosen["ENABLE_CALENDAR"],
        "enable_automations": chosen["ENABLE_AUTOMATIONS"],
        "enable_notes": chosen["ENABLE_NOTES"],
        **later,
        "web_search_confirmation_content": "",
        "enable_community_sharing": chosen["ENABLE_COMMUNITY_SHARING"],
        "enable_message_rating": chosen["ENABLE_MESSAGE_RATING"],
        "enable_user_webhooks": chosen["ENABLE_USER_WEBHOOKS"],
        "enable_user_status": chosen["ENABLE_USER_STATUS"],
        "enable_memories": chosen["ENABLE_MEMORIES"],
        **last,
    }


def _inside(of: Chosen) -> dict[str, Any]:
    models, suggested = of.models, of.suggestions
    return {
        "default_models": models.default_models if models.HasField("default_models") else None,
        "default_pinned_models": (
            models.default_pinned_models if models.HasField("default_pinned_models") else None
        ),
        "default_prompt_suggestions": [
            {"title": list(each.title), "content": each.content} for each in suggested.suggestions
        ]
        or None,
        "default_prompt_suggestions_i18n": json.loads(suggested.i18n or b"{}"),
        "code": {"engine": "", "interpreter_engine": ""},
        "audio": {
            "realtime": {"enabled": False, "model": "", "voice": ""},
            "tts": {"engine": "", "voice": "", "split_on": "punctuation"},
            "stt": {"engine": ""},
        },
        "file": {
            "max_size": None,
            "max_count": None,
            "image_compression": {"width": None, "height": None},
        },
        "permissions": tree_of(of.current.installation.granted),
        "google_drive": {"client_id": "", "api_key": ""},
        "onedrive": {
            "client_id_personal": "",
            "client_id_business": "",
            "sharepoint_url": "",
            "sharepoint_tenant_id": "",
        },
    }
