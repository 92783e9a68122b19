"""What an entry of a directory says of a person, by the installation's mapping of attributes."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from services.auth.domain.directory import names

IDS = ("entryUUID", "objectGUID", "ipaUniqueID", "nsUniqueId")
"""Attributes that name an entry for ever, also when it is moved: those of the servers in use."""
_GUID = "objectguid"
_LONGEST_ID = 1024


@dataclass(frozen=True, slots=True)
class Attributes:
    """Which attribute holds what."""

    username: str
    mail: str
    name: str
    groups: str = ""
    id: str = ""
    """Empty: the first of IDS that an entry has."""
    mail_domain: str = ""
    """For people without an address: `<username>@<domain>`; empty: they have none."""

    @property
    def wanted(self) -> list[str]:
        """What to ask the directory for."""
        ids = (self.id,) if self.id else IDS
        return [name for name in (self.username, self.mail, self.name, self.groups, *ids) if name]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as found; attribute names in lower case, values as bytes."""

    dn: str
    values: Mapping[str, Sequence[bytes]]

    def texts(self, attribute: str) -> list[str]:
        """The values of an attribute that are texts."""
        found = []
        for value in self.values.get(attribute.lower(), ()):
            try:
                text = value.decode().strip()
            except UnicodeDecodeError:
                continue
            if text:
                found.append(text)
        return found

    def text(self, attribute: str) -> str:
        """The first of them; empty when there is none."""
        return next(iter(self.texts(attribute)), "")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the directory. `groups` are DNs, or names where the directory gives names."""

    dn: str
    subject: str
    """Names the person for ever: an id of the directory, else the DN."""
    username: str
    email: str
    name: str
    groups: tuple[str, ...]

    @property
    def group_names(self) -> tuple[str, ...]:
        """The groups by the names people know, each once."""
        return tuple(dict.fromkeys(filter(None, map(names.name_of, self.groups))))


def person_of(entry: Entry, attributes: Attributes, groups: Sequence[str] = ()) -> Person:
    """The person of an entry; `groups` beside those the entry names itself."""
    username = entry.text(attributes.username)
    email = entry.text(attributes.mail)
    if not email and attributes.mail_domain and username:
        email = f"{username}@{attributes.mail_domain}"
    own = entry.texts(attributes.groups) if attributes.groups else []
    return Person(
        entry.dn,
        _subject(entry, attributes.id),
        username,
        email.lower(),
        entry.text(attributes.name) or username,
        tuple(dict.fromkeys([*own, *groups])),
    )


def role_of(
    groups: Sequence[str], admins: Collection[str], users: Collection[str], known: str | None
) -> str | None:
    """The role the directory gives; None: it does not say.

    `admins` and `users` name groups by DN or by name. With `admins` set, whoever is in none of them is
    no administrator; with `users` set, whoever is in no group of either waits (`pending`). `known` is
    the role the account has now.
    """
    if _in_one(groups, admins):
        return "admin"
    if users:
        return "user" if _in_one(groups, users) else "pending"
    return "user" if admins and known == "admin" else None


def _in_one(groups: Sequence[str], wanted: Collection[str]) -> bool:
    whole = {names.known_form(group) for group in groups if names.is_dn(group)}
    short = {names.name_of(group).casefold() for group in groups}
    return any(
        names.known_form(one) in whole if names.is_dn(one) else one.strip().casefold() in short
        for one in wanted
    )


def _subject(entry: Entry, attribute: str) -> str:
    for name in (attribute,) if attribute else IDS:
        values = entry.values.get(name.lower(), ())
        if not values or not 0 < len(values[0]) <= _LONGEST_ID:
            continue
        raw = values[0]
        if name.lower() == _GUID and len(raw) == 16:
            # Microsoft keeps the first three parts in little-endian order.
            return str(uuid.UUID(bytes_le=raw))
        return raw.decode("utf-8", "backslashreplace").strip().casefold()
    return f"dn:{names.known_form(entry.dn)}"
