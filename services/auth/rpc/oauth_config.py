"""Section `oauth` under the names the settings page of stock clients knows, and back.

The page knows one provider, `oidc`; it exists while it has an address and a client id. The others stay as
they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from parlance.auth.v1 import oauth_pb2 as pb
from parlance.options.v1 import options_pb2

from services.auth.adapters.configs import Current
from services.auth.domain.config.secrets import MASK
from services.auth.domain.oauth.provider import PLAIN, PLAIN_NAME
from services.auth.domain.refusals import NotSupported, ValueInvalid

_SHARES: Mapping[str, Any] = {"everyone": True, "members": "members", "nobody": False, "": "members"}
_RULES = {
    "ENABLE_OAUTH_SIGNUP": "signup",
    "OAUTH_MERGE_ACCOUNTS_BY_EMAIL": "link_by_email",
    "ENABLE_OAUTH_ROLE_MANAGEMENT": "role_management",
    "OAUTH_ROLES_CLAIM": "roles_claim",
    "ENABLE_OAUTH_GROUP_MANAGEMENT": "group_management",
    "ENABLE_OAUTH_GROUP_CREATION": "group_creation",
    "OAUTH_GROUP_CLAIM": "group_claim",
    "OAUTH_EMAIL_CLAIM": "email_claim",
    "OAUTH_USERNAME_CLAIM": "name_claim",
    "OAUTH_PICTURE_CLAIM": "picture_claim",
    "OAUTH_SUB_CLAIM": "subject_claim",
    "OAUTH_UPDATE_EMAIL_ON_LOGIN": "update_email",
    "OAUTH_UPDATE_NAME_ON_LOGIN": "update_name",
    "OAUTH_UPDATE_PICTURE_ON_LOGIN": "update_picture",
}
_LISTS = {
    "OAUTH_ALLOWED_DOMAINS": "allowed_domains",
    "OAUTH_ADMIN_ROLES": "admin_roles",
    "OAUTH_ALLOWED_ROLES": "allowed_roles",
    "OAUTH_BLOCKED_GROUPS": "blocked_groups",
}
_PROVIDER = {
    "OAUTH_PROVIDER_NAME": "name",
    "OPENID_PROVIDER_URL": "issuer",
    "OAUTH_CLIENT_ID": "client_id",
    "OAUTH_CLIENT_SECRET": "client_secret",
    "OPENID_REDIRECT_URI": "redirect_uri",
    "OAUTH_SCOPES": "scopes",
    "OAUTH_TOKEN_ENDPOINT_AUTH_METHOD": "token_endpoint_auth_method",
    "OPENID_END_SESSION_ENDPOINT": "end_session_endpoint",
    "OAUTH_AUDIENCE": "audience",
}
_EMPTY = {"OAUTH_PROVIDER_NAME": PLAIN_NAME, "OAUTH_SCOPES": "openid email profile"}
_NULL_WHEN_EMPTY = ("OAUTH_TOKEN_ENDPOINT_AUTH_METHOD", "OAUTH_SUB_CLAIM")


def to_message(current: Current) -> pb.OAuthConfig:
    """The settings page's view; a client secret is a mask."""
    values = current.values
    rules, provider = values["rules"], _plain(values) or {}
    shown: dict[str, Any] = {
        "ENABLE_OAUTH": values["enabled"],
        "OAUTH_AUTO_REDIRECT": values["auto_redirect"],
        **{key: rules[name] for key, name in _RULES.items()},
        **{key: ",".join(rules[name]) for key, name in _LISTS.items()},
        **{key: provider.get(name, "") or _EMPTY.get(key, "") for key, name in _PROVIDER.items()},
        "OAUTH_BLOCKED_GROUPS": json.dumps(rules["blocked_groups"], ensure_ascii=False),
        "OAUTH_GROUP_DEFAULT_SHARE": _SHARES[rules["group_share"]],
        "OAUTH_REFRESH_TOKEN_INCLUDE_SCOPE": False,
        "ENABLE_OAUTH_PERSISTENT_CONFIG": True,
    }
    shown["OAUTH_TIMEOUT"] = shown["OAUTH_CLIENT_TIMEOUT"] = provider.get("timeout", 0) or ""
    if shown["OAUTH_CLIENT_SECRET"]:
        shown["OAUTH_CLIENT_SECRET"] = MASK
    for key in _NULL_WHEN_EMPTY:
        shown[key] = shown[key] or None
    reply = pb.OAuthConfig()
    for field, key, is_json in _fields(pb.OAuthConfig):
        value = shown.get(key)
        if is_json:
            setattr(reply, field, json.dumps(value, ensure_ascii=False).encode())
        elif value is not None:
            setattr(reply, field, value)
    return reply


def from_request(request: pb.UpdateOAuthConfigRequest, current: Current) -> dict[str, Any]:
    """The section's values a request changes. Raises ValueInvalid, NotSupported."""
    given = _given(request)
    if given.pop("OAUTH_REFRESH_TOKEN_INCLUDE_SCOPE", False):
        raise NotSupported("tokens of providers are not refreshed here")
    if given.pop("OAUTH_CODE_CHALLENGE_METHOD", "") not in ("", "S256"):
        raise NotSupported("the code challenge is always S256")
    values: dict[str, Any] = {}
    rules = dict(current.values["rules"])
    for key, value in given.items():
        if key == "ENABLE_OAUTH":
            values["enabled"] = value
        elif key == "OAUTH_AUTO_REDIRECT":
            values["auto_redirect"] = value
        elif key in _RULES:
            rules[_RULES[key]] = value
        elif key in _LISTS:
            rules[_LISTS[key]] = _list(key, value)
        elif key == "OAUTH_GROUP_DEFAULT_SHARE":
            rules["group_share"] = _share(key, value)
    values["rules"] = rules
    if any(key in _PROVIDER or key in _TIMEOUTS for key in given):
        values["providers"] = _providers(given, current.values)
    return values


_TIMEOUTS = ("OAUTH_TIMEOUT", "OAUTH_CLIENT_TIMEOUT")


def _providers(given: Mapping[str, Any], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All providers after the change; secrets that stay are masks."""
    kept = [{**one, "client_secret": MASK if one["client_secret"] else ""} for one in values["providers"]]
    known = next((one for one in kept if one["id"] == PLAIN), None)
    plain: dict[str, Any] = {**(known or {"id": PLAIN, "issuer": "", "client_id": ""})}
    for key, name in _PROVIDER.items():
        if key in given:
            plain[name] = given[key].strip()
    for key in _TIMEOUTS:
        if given.get(key) not in (None, ""):
            plain["timeout"] = _seconds(key, given[key])
    there = bool(plain["issuer"] and plain["client_id"])
    if known is not None:
        return [plain if one is known else one for one in kept if one is not known or there]
    return [*kept, plain] if there else kept


def _given(request: pb.UpdateOAuthConfigRequest) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for field, key, is_json in _fields(pb.UpdateOAuthConfigRequest):
        if not request.HasField(field):
            continue
        value = getattr(request, field)
        if is_json:
            value = _json(key, value)
            if value is None:
                continue
        given[key] = value
    return given


def _json(key: str, raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueInvalid(key, "not JSON") from None


def _list(key: str, text: str) -> list[str]:
    """A comma-separated text, or a JSON list of texts."""
    if text.lstrip().startswith("["):
        found = _json(key, text.encode())
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise ValueInvalid(key, "a list of texts is expected")
        return [one.strip() for one in found if one.strip()]
    return [one.strip() for one in text.split(",") if one.strip()]


def _share(key: str, value: Any) -> str:
    words = {"true": True, "false": False}
    meant = words.get(value.lower(), value) if isinstance(value, str) else value
    for word, shown in _SHARES.items():
        if word and type(shown) is type(meant) and shown == meant:
            return word
    raise ValueInvalid(key, "true, false or members is expected")


def _seconds(key: str, value: Any) -> int:
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ValueInvalid(key, "seconds are expected")
    return int(text)


def _plain(values: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((one for one in values["providers"] if one["id"] == PLAIN), None)


def _fields(message: type[Any]) -> list[tuple[str, str, bool]]:
    rules = [
        (field.name, field.GetOptions().Extensions[options_pb2.field]) for field in message.DESCRIPTOR.fields
    ]
    return [(name, rule.name, rule.json) for name, rule in rules]
