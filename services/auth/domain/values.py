"""Values a person sends about an account, brought into their one form or refused."""

from __future__ import annotations

import base64
import binascii
import datetime
import re

from services.auth.domain.refusals import EmailInvalid, PasswordUnacceptable, ValueInvalid

ROLES = ("pending", "user", "admin")
DEFAULT_IMAGE = "/user.png"
MAX_IMAGE = 256 * 1024
"""Characters of a data URI."""
MAX_PASSWORD = 1024
"""Bytes of a password in UTF-8. Nothing is cut: what is longer is refused."""
MAX_NAME = 200
IMAGE_SIGNATURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}

_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f<>()\[\]\\,;:\"]{1,64}@[^@\s\x00-\x1f\x7f<>()\[\]\\,;:\"/]{1,255}")
_DATA_URI = re.compile(r"data:(image/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=]+)")
_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*")
_TIMEZONE = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+){0,3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DURATION = re.compile(r"(\d{1,9})(s|m|h|d|w)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
MAX_LIFETIME = 10 * 365 * 86_400


def normal_email(text: str) -> str:
    """The address in lower case. Raises EmailInvalid."""
    email = text.strip().lower()
    local, _, host = email.rpartition("@")
    dotted = "." in host.strip(".") or host == "localhost"
    if not _EMAIL.fullmatch(email) or not dotted or ".." in host or host.startswith(".") or not local:
        raise EmailInvalid("this is not an e-mail address")
    return email


def acceptable_password(password: str, shortest: int = 1) -> str:
    """The password itself. Raises PasswordUnacceptable."""
    if not password.strip() or len(password) < shortest:
        raise PasswordUnacceptable(f"a password needs at least {max(shortest, 1)} characters")
    if len(password.encode("utf-8", "replace")) > MAX_PASSWORD:
        raise PasswordUnacceptable(f"a password has at most {MAX_PASSWORD} bytes")
    return password


def display_name(text: str) -> str:
    """A name on one line. Raises ValueInvalid."""
    name = _CONTROL.sub(" ", text).strip()
    if not name or len(name) > MAX_NAME:
        raise ValueInvalid("name", f"a name has 1 to {MAX_NAME} characters")
    return name


def known_role(role: str) -> str:
    """One of ROLES. Raises ValueInvalid."""
    if role not in ROLES:
        raise ValueInvalid("role", "a role is admin, user or pending")
    return role


def profile_image(url: str | None) -> str:
    """A path on this server or a small raster image as a data URI; empty means the default image.

    Raises ValueInvalid for everything else: other schemes and hosts, SVG, bytes that are not the
    image their type says.
    """
    if not url:
        return DEFAULT_IMAGE
    if len(url) > MAX_IMAGE:
        raise ValueInvalid("profile_image_url", f"an image has at most {MAX_IMAGE // 1024} KiB")
    if _PATH.fullmatch(url) or image_of(url) is not None:
        return url
    raise ValueInvalid("profile_image_url", "an image is a path, or a png, jpeg, gif or webp data URI")


def image_of(url: str) -> tuple[str, bytes] | None:
    """Type and bytes of an image in a data URI; None when it is none."""
    match = _DATA_URI.fullmatch(url)
    if match is None:
        return None
    try:
        content = base64.b64decode(match[2], validate=True)
    except binascii.Error:
        return None
    return (match[1], content) if image_type(content) == match[1] else None


def image_type(content: bytes) -> str | None:
    """The type of a raster image by its first bytes; None for everything else, SVG included."""
    for kind, signatures in IMAGE_SIGNATURES.items():
        if content.startswith(signatures) and (kind != "image/webp" or content[8:12] == b"WEBP"):
            return kind
    return None


def birth_date(text: str | None) -> str:
    """YYYY-MM-DD, or empty. Raises ValueInvalid."""
    if not text:
        return ""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueInvalid("date_of_birth", "a date is written YYYY-MM-DD") from None


def timezone_name(text: str) -> str:
    """A name in the form of the IANA time zone database. Raises ValueInvalid."""
    if len(text) > 64 or not _TIMEZONE.fullmatch(text):
        raise ValueInvalid("timezone", "a time zone is named like Europe/Oslo")
    return text


def lifetime_seconds(text: str) -> int:
    """Seconds of a duration such as `4w` or `12h`; `-1` and `0` mean the longest, ten years.

    Raises ValueInvalid for other forms and for less than a minute.
    """
    if text in ("-1", "0"):
        return MAX_LIFETIME
    match = _DURATION.fullmatch(text)
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    if not 60 <= seconds <= MAX_LIFETIME:
        raise ValueInvalid("JWT_EXPIRES_IN", "a duration is a number with s, m, h, d or w, 1m at least")
    return seconds
