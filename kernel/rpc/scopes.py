"""What a key may be limited to, and which scopes open a method: read from the contract.

A key without scopes does what its owner may. One with scopes opens a method when one of them does:

    read            every REST route without side effects
    openai          OpenAI- and Ollama-compatible routes and chat completions, as far as plain users may
    scim            the SCIM surface
    <area>          everything of an area of the reference (AREAS), within the owner's rights
    <area>:read     its methods without side effects

Nothing else is open to it: in particular no method that makes keys or changes a password. A method
without a REST route that another service calls while it works for a key is not asked again: the
method that the key opened has answered for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parlance.options.v1 import options_pb2 as options

from kernel.rpc.contract import MethodContract

READ = "read"
OPENAI = "openai"
SCIM = "scim"
AREAS: Mapping[str, frozenset[str]] = {
    "chats": frozenset({"Chats"}),
    "files": frozenset({"Files"}),
    "knowledge": frozenset({"Knowledge", "Retrieval"}),
    "models": frozenset({"Models"}),
    "documents": frozenset({"Documents"}),
    "workspaces": frozenset({"Workspaces", "Workspace Threads"}),
    "users": frozenset({"Users", "Groups"}),
}
"""Area -> sections of the reference."""
NAMES: frozenset[str] = frozenset((READ, OPENAI, SCIM, *AREAS, *(f"{area}:read" for area in AREAS)))
"""Every scope a key may have."""

_PLAIN = (options.ACCESS_USER, options.ACCESS_ANY_ROLE, options.ACCESS_DEVELOPER)
_COMPATIBLE = (options.SURFACE_OPENAI, options.SURFACE_OLLAMA)
_COMPLETIONS = ("Chat completions", "OpenAI Compatible Endpoints", "OpenAI", "Ollama")


def opening(method: MethodContract) -> frozenset[str]:
    """The scopes of which one has to be held, by a caller whose key is limited."""
    rule = method.rule
    found = set(rule.scopes)
    # Methods without a route may be marked idempotent and yet change something.
    if method.idempotent and method.rest and rule.access != options.ACCESS_SERVICE:
        found.add(READ)
    if rule.access == options.ACCESS_SCIM:
        found.add(SCIM)
    if rule.access in _PLAIN and (rule.surface in _COMPATIBLE or rule.section in _COMPLETIONS):
        found.add(OPENAI)
    for area, sections in AREAS.items():
        if rule.section in sections:
            found.add(area)
            if method.idempotent:
                found.add(f"{area}:read")
    return frozenset(found)


def unknown(scopes: Iterable[str]) -> list[str]:
    """Those that no key can have."""
    return sorted(set(scopes) - NAMES)
