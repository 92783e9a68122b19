"""What the bodies of knowledge-base calls say: grants in either spelling, and batches of files.

Raises Malformed for a body that is not what it should be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from parlance.knowledge.v1 import bases_pb2

from kernel.identity.grants import Grant, parsed, parsed_control
from services.knowledge.domain.refusals import Malformed

_BATCH = 1000
Granting = Callable[[Sequence[Grant]], list[Grant]]
"""From the grants a knowledge base has to those it gets."""


class _FileRef(msgspec.Struct):
    file_id: str


_refs = msgspec.json.Decoder(list[_FileRef]).decode


def granting(form: bases_pb2.KnowledgeForm) -> Granting | None:
    """How a form changes grants; None: not at all. The newer field wins."""
    if form.HasField("access_grants") and form.access_grants not in (b"", b"null"):
        return grants(form.access_grants)
    if form.HasField("access_control") and form.access_control:
        document = _decoded(form.access_control, "access_control")
        return lambda kept: parsed_control(document, kept)
    return None


def grants(raw: bytes) -> Granting:
    """A list of grants in place of the present ones."""
    items = _decoded(raw, "access_grants")
    return lambda kept: parsed(items, kept)


def file_ids(raw: bytes) -> list[str]:
    """The files a batch names, each once."""
    try:
        found = _refs(raw)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise Malformed("The body must be a list of objects with a file_id.") from error
    if len(found) > _BATCH:
        raise Malformed(f"At most {_BATCH} files can be added at once.")
    return list(dict.fromkeys(ref.file_id for ref in found))


def _decoded(raw: bytes, name: str) -> Any:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Malformed(f"{name} is not valid JSON.") from error
