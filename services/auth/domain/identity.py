"""External identities: who somebody is to an identity provider, and which account that opens.

An identity is the pair of provider and the provider's `subject` for the person. It belongs to one
account; an account may have several.
"""

from __future__ import annotations

import hashlib
import re

from services.auth.domain import events as happened
from services.auth.domain.refusals import ValueInvalid

CLAIM = "identity"
"""Kind of the claim that gives an identity to one account only."""
MAX_SUBJECT = 1024
_PROVIDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def key(provider: str, subject: str) -> str:
    """Value of the claim and id in the view. The subject counts as it is, case included."""
    return f"{provider}|{hashlib.sha256(subject.encode('utf-8', 'replace')).hexdigest()}"


def provider_name(provider: str) -> str:
    """The name of an identity provider. Raises ValueInvalid."""
    if not _PROVIDER.fullmatch(provider):
        raise ValueInvalid("provider", "a provider is named with letters, digits, dots and dashes")
    return provider


def known_form(provider: str, subject: str) -> str:
    """The key of an identity that may be linked. Raises ValueInvalid."""
    provider_name(provider)
    if not subject or len(subject) > MAX_SUBJECT:
        raise ValueInvalid("subject", f"a subject has 1 to {MAX_SUBJECT} characters")
    return key(provider, subject)


def link(user_id: str, provider: str, subject: str) -> list[object]:
    """The identity opens this account from now on."""
    return [happened.IdentityLinked(user_id, provider, subject)]


def unlink(user_id: str, provider: str, subject: str) -> list[object]:
    """The identity opens nothing any more."""
    return [happened.IdentityUnlinked(user_id, provider, subject)]
