"""Bulk requests (RFC 7644 §3.7): reading them, their order, and references between their operations.

`bulkId:<id>` in a path or in data stands for the resource that the POST with this bulkId makes; an
operation waits for those it refers to. References in a circle cannot be kept and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.auth.scim.document import as_object
from services.auth.scim.errors import ScimError, syntax, value

REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
MAX_OPERATIONS = 200
MAX_PAYLOAD = 1024 * 1024
"""Bytes."""
_PREFIX = "bulkId:"
_METHODS = ("POST", "PUT", "PATCH", "DELETE")
_PATH = re.compile(r"/(Users|Groups)(?:/([^/?#]{1,200}))?/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: `kind` users or groups, `id` empty for a POST."""

    method: str
    kind: str
    id: str
    bulk_id: str
    data: Any
    version: str

    def references(self) -> Iterator[str]:
        """The bulkIds it refers to."""
        if self.id.startswith(_PREFIX):
            yield self.id.removeprefix(_PREFIX)
        yield from _references(self.data)


@dataclass(frozen=True, slots=True)
class Request:
    """A bulk request; `errors_allowed` 0 means that it never stops early."""

    operations: tuple[Operation, ...]
    errors_allowed: int


def read(body: Any) -> Request:
    """Raises ScimError for a request that is wrong as a whole."""
    sent = {str(key).lower(): held for key, held in as_object(body, "a bulk request").items()}
    schemas = sent.get("schemas")
    if not isinstance(schemas, list) or REQUEST not in schemas:
        raise syntax(f"schemas of a bulk request name {REQUEST}")
    operations = sent.get("operations")
    if not isinstance(operations, list):
        raise syntax("Operations is a list")
    if len(operations) > MAX_OPERATIONS:
        raise ScimError("tooMany", f"a bulk request has at most {MAX_OPERATIONS} operations", 413)
    allowed = sent.get("failonerrors", 0)
    if not isinstance(allowed, int) or isinstance(allowed, bool) or allowed < 0:
        raise value("failOnErrors is a whole number")
    read_all = tuple(_operation(each) for each in operations)
    made = [each.bulk_id for each in read_all if each.bulk_id]
    if len(made) != len(set(made)):
        raise value("a bulkId is there twice")
    return Request(read_all, allowed)


def ordered(operations: tuple[Operation, ...]) -> list[Operation]:
    """As sent, but each after those it refers to; those of a circle, or after an unknown one, come last."""
    known = {each.bulk_id for each in operations if each.method == "POST" and each.bulk_id}
    done: set[str] = set()
    waiting, found = list(operations), list[Operation]()
    while waiting:
        ready = [
            each for each in waiting if all(ref in done or ref not in known for ref in each.references())
        ]
        if not ready:
            return found + waiting
        first = ready[0]
        waiting.remove(first)
        found.append(first)
        done.add(first.bulk_id)
    return found


def resolved(held: Any, made: Mapping[str, str]) -> Any:
    """Data or an id with references replaced by ids. Raises ScimError invalidValue for one not made."""
    if isinstance(held, str) and held.startswith(_PREFIX):
        name = held.removeprefix(_PREFIX)
        if name not in made:
            raise ScimError("invalidValue", f"nothing was made for bulkId {name}", 409)
        return made[name]
    if isinstance(held, Mapping):
        return {key: resolved(part, made) for key, part in held.items()}
    if isinstance(held, list):
        return [resolved(part, made) for part in held]
    return held


def _operation(sent: Any) -> Operation:
    held = {str(key).lower(): part for key, part in as_object(sent, "an operation").items()}
    method, path = held.get("method"), held.get("path")
    if not isinstance(method, str) or method.upper() not in _METHODS:
        raise syntax("method is POST, PUT, PATCH or DELETE")
    method = method.upper()
    match = _PATH.fullmatch(path) if isinstance(path, str) else None
    if match is None or bool(match.group(2)) is (method == "POST"):
        raise ScimError("invalidPath", f"{method} goes to /Users or /Groups, with an id unless it is a POST")
    bulk_id, version = held.get("bulkid", ""), held.get("version", "")
    if not isinstance(bulk_id, str) or len(bulk_id) > 200 or not isinstance(version, str):
        raise syntax("bulkId and version are texts")
    if method == "POST" and not bulk_id:
        raise syntax("a POST in a bulk request has a bulkId")
    if method != "DELETE" and "data" not in held:
        raise syntax(f"{method} needs data")
    kind = "users" if match.group(1).lower() == "users" else "groups"
    return Operation(method, kind, match.group(2) or "", bulk_id, held.get("data"), version)


def _references(held: Any) -> Iterator[str]:
    if isinstance(held, str) and held.startswith(_PREFIX):
        yield held.removeprefix(_PREFIX)
    elif isinstance(held, Mapping):
        for part in held.values():
            yield from _references(part)
    elif isinstance(held, list):
        for part in held:
            yield from _references(part)
