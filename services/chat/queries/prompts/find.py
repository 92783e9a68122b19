"""Prompts, their tags and versions, with the access rules applied."""

from __future__ import annotations

from typing import Any

from kernel.context import Caller
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.domain.prompts.refusals import PromptNotFound, PromptReadOnly, VersionNotFound
from services.chat.projections.prompts import PROMPTS, VERSIONS
from services.chat.projections.reach import reached
from services.chat.queries import shared_things as shared

PAGE = 30
UNPAGED = 2000
VERSIONS_PAGE = 20
ORDERS = {"name": "order", "created_at": "created_at", "updated_at": "updated_at"}
_ROW = {"x": 0}

Document = dict[str, Any]


async def one(views: Any, caller: Caller, prompt_id: str, permission: str = "read") -> Document:
    """A prompt the caller may use so; `views` is the store or a transaction.

    Raises PromptNotFound, PromptReadOnly.
    """
    found: Document | None = await views.view(PROMPTS).find_one({"_id": prompt_id})
    return _usable(caller, found, permission)


async def by_command(store: EventStore, caller: Caller, command: str) -> Document:
    """A prompt by its command, as it was given. Raises PromptNotFound."""
    return _usable(caller, await store.view(PROMPTS).find_one({"command": command}), "read")


async def listed(store: EventStore, caller: Caller) -> list[Document]:
    """What the caller may read, last changed first, at most UNPAGED."""
    order = [("updated_at", -1)]
    return await shared.page_of(store, PROMPTS, reached(caller), order, 1, UNPAGED, _ROW)


async def searched(
    store: EventStore, caller: Caller, wanted: shared.Wanted, page: int
) -> tuple[list[Document], int]:
    """One page of what the caller may read and wants, and how many there are. Raises Refusal."""
    query, order = shared.filter_of(caller, wanted), shared.order_of(wanted, ORDERS)
    found = await shared.page_of(store, PROMPTS, query, order, page, PAGE, _ROW)
    return found, await shared.total_of(store, PROMPTS, query, len(found), page, PAGE)


async def tags(store: EventStore, caller: Caller) -> list[str]:
    """The tags of what the caller may read, sorted."""
    found = await store.view(PROMPTS).distinct("tags", reached(caller))
    # Read from an index, a list without items shows as null.
    return sorted(tag for tag in found if isinstance(tag, str))[:UNPAGED]


async def versions(store: EventStore, prompt_id: str, page: int) -> list[Document]:
    """One page of a prompt's versions, counted from 0, newest first."""
    cursor = store.view(VERSIONS).find({"n": prompt_id}).sort([("v", -1)])
    return await rows(cursor.skip(page * VERSIONS_PAGE).limit(VERSIONS_PAGE))


async def version(views: Any, prompt_id: str, version_id: str) -> Document:
    """One version of a prompt. Raises VersionNotFound."""
    found: Document | None = await views.view(VERSIONS).find_one({"_id": version_id, "n": prompt_id})
    if found is None:
        raise VersionNotFound("The prompt has no such version.")
    return found


def _usable(caller: Caller, found: Document | None, permission: str) -> Document:
    if found is None or not shared.may_use(caller, found):
        raise PromptNotFound("There is no such prompt.")
    if not shared.may_use(caller, found, permission):
        raise PromptReadOnly("This prompt may only be read.")
    return found
