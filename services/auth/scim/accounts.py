"""Between a user resource and an account: which address, which name, and what an account looks like.

A resource need not have an address or a name, an account does. An account's own address and name follow
the resource when the resource changes; userName, e-mail and display name stay three things.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.auth.scim.resources import USER_URI

MAX_NAME = 200


def addresses(document: Mapping[str, Any]) -> list[str]:
    """What may be the address of the account, the best first: the primary e-mail, those for work, the
    others, and userName. None of them need be an address."""
    emails = [each for each in document.get("emails", ()) if each.get("value", "").strip()]
    emails.sort(
        key=lambda each: (each.get("primary") is not True, str(each.get("type", "")).lower() != "work")
    )
    found = [str(each["value"]).strip() for each in emails]
    return list(dict.fromkeys([*found, str(document.get("userName", "")).strip()]))


def name(document: Mapping[str, Any]) -> str:
    """The name others see: displayName, else the formatted name, else its parts, else userName."""
    parts = document.get("name", {})
    joined = " ".join(parts[part] for part in ("givenName", "familyName") if parts.get(part))
    choices = (document.get("displayName"), parts.get("formatted"), joined, document.get("userName"))
    return next((each.strip() for each in choices if each and each.strip()), "")[:MAX_NAME]


def document_of(email: str, shown: str, image: str = "") -> dict[str, Any]:
    """The resource of an account that no provider described."""
    given, _, family = shown.partition(" ")
    document: dict[str, Any] = {
        "schemas": [USER_URI],
        "userName": email,
        "name": {"formatted": shown, "givenName": given, "familyName": family.strip()},
        "displayName": shown,
        "emails": [{"value": email, "type": "work", "primary": True}],
    }
    if image:
        document["photos"] = [{"value": image, "type": "photo", "primary": True}]
    return document
