"""Who a provider says somebody is, by the rules of the installation: claims in, a person out.

Claims are what the ID token and userinfo say, checked before. A claim is found by its name, else by
the path its dots make. Whoever the rules do not let in is refused: an address of another domain, a
role that was not given, a role claim that is missing or is not a list of texts.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.auth.domain.oauth.failures import PersonRefused
from services.auth.domain.oauth.provider import Provider, Rules

ADMIN, USER = "admin", "user"
MAX_GROUPS = 1000
MAX_NAME = 200
_LONGEST = 2000
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Person:
    """`role` and `groups` are None where the provider does not decide them."""

    subject: str
    email: str
    email_verified: bool
    name: str
    picture: str
    role: str | None
    groups: tuple[str, ...] | None


def person_of(claims: Mapping[str, Any], provider: Provider) -> Person:
    """The person. Raises PersonRefused."""
    rules = provider.rules
    subject = _text(claims, rules.subject_claim or "sub")
    if not subject:
        raise PersonRefused("the claim of the subject is missing")
    email = _text(claims, rules.email_claim or "email").strip()
    if not email:
        raise PersonRefused("the claim of the address is missing")
    if not _domain_allowed(email, rules):
        raise PersonRefused("the domain of the address is not on the list")
    return Person(
        subject=subject,
        email=email,
        email_verified=_verified(claims, rules, provider),
        name=_text(claims, rules.name_claim or "name").strip(),
        picture=_text(claims, rules.picture_claim or "picture").strip(),
        role=_role(claims, rules) if rules.role_management else None,
        groups=_groups(claims, rules) if rules.group_management else None,
    )


def claim(claims: Mapping[str, Any], name: str) -> Any:
    """The value of a claim by its name or path; None when it is not there."""
    found = _find(claims, name)
    return None if found is _MISSING else found


def _find(claims: Mapping[str, Any], name: str) -> Any:
    if name in claims:
        return claims[name]
    value: Any = claims
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return _MISSING
        value = value[part]
    return value


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claim(claims, name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and len(value) <= _LONGEST else ""


def _verified(claims: Mapping[str, Any], rules: Rules, provider: Provider) -> bool:
    if rules.email_claim and rules.email_claim != "email":
        # `email_verified` speaks of `email`, not of the claim that was chosen instead.
        return provider.addresses_are_verified
    said = claims.get("email_verified")
    if said is None:
        return provider.addresses_are_verified
    return said is True or said == "true"


def _domain_allowed(email: str, rules: Rules) -> bool:
    wanted = {domain.strip().lower().lstrip("@") for domain in rules.allowed_domains} - {""}
    return not wanted or "*" in wanted or email.rpartition("@")[2].lower() in wanted


def _role(claims: Mapping[str, Any], rules: Rules) -> str:
    name = rules.roles_claim or "roles"
    given = _texts(_find(claims, name))
    if given is None:
        raise PersonRefused(f"the claim {name} is missing or is not a list of texts")
    if given & {role.strip() for role in rules.admin_roles}:
        return ADMIN
    if given & {role.strip() for role in rules.allowed_roles}:
        return USER
    raise PersonRefused("none of the roles is let in")


def _groups(claims: Mapping[str, Any], rules: Rules) -> tuple[str, ...] | None:
    """None when the provider says nothing of groups, or nothing that can be read: all stays as it is."""
    given = _texts(_find(claims, rules.group_claim or "groups"))
    if given is None:
        return None
    kept = sorted(name for name in given if 0 < len(name) <= MAX_NAME and not blocked(name, rules))
    return tuple(kept[:MAX_GROUPS])


def blocked(name: str, rules: Rules) -> bool:
    """Whether a group of this name is left alone. Patterns know `*` and `?`; case counts."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in rules.blocked_groups)


def _texts(value: Any) -> set[str] | None:
    if isinstance(value, str):
        # Some providers send one role as a text, or several with commas or blanks between them.
        separator = "," if "," in value else None
        return {part.strip() for part in value.split(separator)} - {""}
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return {item.strip() for item in value} - {""}
    return None
