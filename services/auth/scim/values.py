"""Values of attributes: read as their type says, and made comparable.

What is lenient here is lenient for a reason: Entra ID sends booleans as the texts "True" and "False".
"""

from __future__ import annotations

import base64
import binascii
import datetime
import re
from typing import Any

from services.auth.scim.errors import value as bad_value
from services.auth.scim.schema import Attribute

MAX_TEXT = 64 * 1024
"""Characters of one text; a picture as data URI is the longest that comes."""
_BOOLEANS = {"true": True, "false": False}
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)?")


def simple(attribute: Attribute, found: Any) -> Any:
    """A value of an attribute that is not complex, checked. Raises ScimError invalidValue."""
    match attribute.type:
        case "boolean":
            return boolean(attribute.name, found)
        case "dateTime":
            milliseconds(_text(attribute.name, found))
            return found
        case "binary":
            return _binary(attribute.name, found)
    return _text(attribute.name, found)


def boolean(name: str, found: Any) -> bool:
    """True or false, also as text in any case."""
    if isinstance(found, bool):
        return found
    if isinstance(found, str) and found.lower() in _BOOLEANS:
        return _BOOLEANS[found.lower()]
    raise bad_value(f"{name} is true or false")


def milliseconds(text: str) -> int:
    """Epoch milliseconds of a dateTime (RFC 7643 §2.3.5); without a zone it is UTC."""
    try:
        if not _TIME.fullmatch(text):
            raise ValueError
        moment = datetime.datetime.fromisoformat(text.upper())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.UTC)
        return round(moment.timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        raise bad_value("a date and time such as 2026-01-31T12:00:00Z is expected") from error


def date_time(epoch_ms: int) -> str:
    """The dateTime of epoch milliseconds, in UTC."""
    moment = datetime.datetime.fromtimestamp(epoch_ms / 1000, datetime.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def comparable(attribute: Attribute, stored: Any) -> Any:
    """A stored value in the form in which filters and sorting compare it."""
    if attribute.type == "dateTime":
        return milliseconds(stored)
    if isinstance(stored, str) and not attribute.exact:
        return stored.casefold()
    return stored


def empty(found: Any) -> bool:
    """Whether a value counts as not assigned (RFC 7643 §2.5)."""
    return found is None or found == [] or found == {}


def _text(name: str, found: Any) -> str:
    if not isinstance(found, str):
        raise bad_value(f"{name} is a text")
    if len(found) > MAX_TEXT:
        raise bad_value(f"{name} has more than {MAX_TEXT} characters")
    try:
        found.encode()
    except UnicodeEncodeError as error:
        raise bad_value(f"{name} holds half of a character") from error
    if "\x00" in found:
        raise bad_value(f"{name} holds a null character")
    return found


def _binary(name: str, found: Any) -> str:
    text = _text(name, found)
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise bad_value(f"{name} is Base64") from error
    return text
