"""PATCH (RFC 7644 §3.5.2) on a kept document: all operations or none.

Read as Okta and Entra ID write it: `op` in any case, operations without a path whose keys are dotted
names, URIs or paths, a list of values with `remove`, members as bare ids. An operation that names
something read-only is refused when it has a path, and passed over when it is a key among others.

A `replace` with a value filter that finds nothing is refused with noTarget, as the RFC wants it, unless
its `op` is capitalised: Entra ID replaces values it never added, and means that they shall be there.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.auth.scim import change, paths
from services.auth.scim.document import as_object, require, with_schemas
from services.auth.scim.errors import ScimError, no_target, syntax
from services.auth.scim.schema import ResourceType

MESSAGE = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
MAX_OPERATIONS = 1000
_OPS = ("add", "remove", "replace")
_NAMES = {"op", "path", "value"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `value` counts when `given`; `creates`: a replace adds what its filter does not find."""

    op: str
    path: str
    value: Any
    given: bool
    creates: bool = False


def read_operations(body: Any) -> list[Operation]:
    """The operations of a PATCH body. Raises ScimError invalidSyntax."""
    sent = {str(key).lower(): held for key, held in as_object(body, "a PATCH").items()}
    schemas = sent.get("schemas")
    if schemas is not None and (not isinstance(schemas, list) or (schemas and MESSAGE not in schemas)):
        raise syntax(f"schemas of a PATCH name {MESSAGE}")
    operations = sent.get("operations")
    if not isinstance(operations, list):
        raise syntax("Operations is a list")
    if len(operations) > MAX_OPERATIONS:
        raise syntax(f"a PATCH has at most {MAX_OPERATIONS} operations")
    return [_operation(each) for each in operations]


def apply(kind: ResourceType, document: Mapping[str, Any], operations: list[Operation]) -> dict[str, Any]:
    """The document after the operations; the one given stays as it is. Raises ScimError."""
    after = copy.deepcopy(dict(document))
    for operation in operations:
        if operation.path:
            _at_path(kind, after, operation)
        else:
            _at_keys(kind, after, operation)
    require(kind, after)
    named = frozenset(each for each in document.get("schemas", ()) if kind.extension(each))
    return with_schemas(kind, after, named)


def _operation(sent: Any) -> Operation:
    if not isinstance(sent, Mapping):
        raise syntax("an operation is a JSON object")
    held = {str(key).lower(): part for key, part in sent.items()}
    op, path = held.get("op"), held.get("path")
    if not isinstance(op, str) or op.lower() not in _OPS:
        raise syntax("op is add, remove or replace")
    if path is not None and not isinstance(path, str):
        raise syntax("path is a text")
    creates = op[:1].isupper()
    return Operation(op.lower(), (path or "").strip(), held.get("value"), "value" in held, creates)


def _at_path(kind: ResourceType, document: dict[str, Any], operation: Operation) -> None:
    target = paths.parse(kind, operation.path)
    change.check_writable(target)
    if operation.op == "remove":
        change.remove(kind, document, target, operation.value if operation.given else None)
        return
    if not operation.given:
        raise syntax(f"{operation.op} needs a value")
    change.put(document, target, operation.value, adding=operation.op == "add", creates=operation.creates)


def _at_keys(kind: ResourceType, document: dict[str, Any], operation: Operation) -> None:
    if operation.op == "remove":
        raise no_target("remove needs a path")
    if not isinstance(operation.value, Mapping):
        raise syntax("without a path the value is an object of attributes")
    for key, held in operation.value.items():
        for target in _known(kind, str(key)):
            change.put(document, target, held, adding=operation.op == "add", creates=True)


def _known(kind: ResourceType, key: str) -> Iterator[paths.Target]:
    """The target a key names, if it names one that can be written."""
    try:
        target = paths.parse(kind, key)
        change.check_writable(target)
    except ScimError as error:
        if error.scim_type == "invalidFilter":
            raise
        return
    yield target
