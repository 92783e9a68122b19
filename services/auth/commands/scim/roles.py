"""Which role a provider's user gets: what an administrator maps, and nothing a provider asks for.

The rules are filters on users (section `scim` of the settings); the first that passes decides. Without
rules everybody gets the default role once, and it is the administrators' to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parlance.auth.v1.scim_settings_pb2 import ScimSettings

from services.auth.commands.parts import Parts
from services.auth.domain.refusals import ValueInvalid
from services.auth.domain.values import known_role
from services.auth.scim.binding import bind
from services.auth.scim.errors import ScimError
from services.auth.scim.evaluate import passes
from services.auth.scim.filters import parse
from services.auth.scim.resources import USER
from services.auth.scim.search import search_document

SECTION = "scim"


def check(values: Mapping[str, Any]) -> None:
    """Every rule of the section can be read. Raises ValueInvalid."""
    for number, rule in enumerate(values.get("roles") or ()):
        try:
            bind(parse(str(rule.get("filter", ""))), USER)
        except ScimError as error:
            raise ValueInvalid(f"roles.{number}.filter", error.detail) from error


async def first(parts: Parts, document: Mapping[str, Any]) -> str:
    """The role of a new account."""
    settings = await parts.config.section(ScimSettings)
    return _mapped(settings, document) or known_role(settings.default_role)


async def mapped(parts: Parts, document: Mapping[str, Any]) -> str | None:
    """The role an account shall have now; None leaves it."""
    settings = await parts.config.section(ScimSettings)
    if not settings.roles:
        return None
    return _mapped(settings, document) or known_role(settings.default_role)


def _mapped(settings: ScimSettings, document: Mapping[str, Any]) -> str:
    row = {"active": document.get("active", True), "a": search_document(USER, document)}
    for rule in settings.roles:
        if passes(bind(parse(rule.filter), USER), row):
            return known_role(rule.role)
    return ""
