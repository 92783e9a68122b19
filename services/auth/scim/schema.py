"""What an attribute is (RFC 7643 §2, §7) and how its name is found: without regard to case.

A resource type is one core schema, extensions, and the attributes every resource has. `Place` is where
a name leads; all other modules work with places and never with names as they were typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute; `sub` are the sub-attributes of a complex one."""

    name: str
    type: str = "string"
    multi: bool = False
    required: bool = False
    exact: bool = False
    """caseExact: compared with regard to case."""
    mutability: str = "readWrite"
    returned: str = "default"
    uniqueness: str = "none"
    text: str = ""
    canonical: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sub: tuple[Attribute, ...] = ()

    @property
    def key(self) -> str:
        """Its name in a search document, where a dollar would mean something."""
        return self.name.lstrip("$")

    def child(self, name: str) -> Attribute | None:
        """The sub-attribute of that name."""
        return named(self.sub, name)


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema. `key` is a short name without dots: where an extension is kept in a search document."""

    uri: str
    name: str
    text: str
    attributes: tuple[Attribute, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name leads: an attribute of the core (`extension` None) or of an extension, or a sub-attribute.

    `attribute` None stands for an extension as a whole.
    """

    extension: Schema | None
    attribute: Attribute | None
    sub: Attribute | None = None

    @property
    def leaf(self) -> Attribute | None:
        """The attribute a value of which is meant."""
        return self.sub or self.attribute


COMMON = (
    Attribute("schemas", type="reference", multi=True, exact=True, mutability="readOnly", returned="always"),
    Attribute(
        "id", exact=True, mutability="readOnly", returned="always", uniqueness="server", text="Given by us."
    ),
    Attribute("externalId", exact=True, text="The identifier the provider keeps."),
    Attribute(
        "meta",
        type="complex",
        mutability="readOnly",
        sub=(
            Attribute("resourceType", exact=True, mutability="readOnly"),
            Attribute("created", type="dateTime", mutability="readOnly"),
            Attribute("lastModified", type="dateTime", mutability="readOnly"),
            Attribute("location", type="reference", exact=True, mutability="readOnly"),
            Attribute("version", exact=True, mutability="readOnly"),
        ),
    ),
)
"""Attributes of every resource (RFC 7643 §3.1); a schema does not list them."""


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A kind of resource and what it may hold."""

    name: str
    endpoint: str
    text: str
    core: Schema
    extensions: tuple[Schema, ...] = ()

    def attributes(self) -> Iterator[Attribute]:
        """The common attributes and those of the core schema."""
        yield from COMMON
        yield from self.core.attributes

    def extension(self, uri: str) -> Schema | None:
        """The extension of that URI."""
        wanted = uri.lower()
        return next((each for each in self.extensions if each.uri.lower() == wanted), None)

    def find(self, uri: str, name: str, sub: str = "") -> Place | None:
        """Where a name leads; `uri` may be empty or the core's. None when there is no such attribute."""
        extension = None
        if uri and uri.lower() != self.core.uri.lower():
            extension = self.extension(uri)
            if extension is None:
                return None
        pool = tuple(self.attributes()) if extension is None else extension.attributes
        attribute = named(pool, name)
        if attribute is None:
            return None
        if not sub:
            return Place(extension, attribute)
        child = attribute.child(sub)
        return Place(extension, attribute, child) if child else None


def named(pool: tuple[Attribute, ...], name: str) -> Attribute | None:
    """The attribute of that name, whatever its case."""
    wanted = name.lower()
    return next((each for each in pool if each.name.lower() == wanted), None)


def split(text: str) -> tuple[str, str, str]:
    """`[uri:]name[.sub]` as uri, name and sub-attribute (empty where there is none)."""
    uri, colon, rest = text.rpartition(":")
    name, _, sub = (rest if colon else text).partition(".")
    return uri, name, sub
