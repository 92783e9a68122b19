"""Make and remove document folders."""

from __future__ import annotations

import hashlib

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.domain import events as e
from services.knowledge.domain.locations import DEFAULT_FOLDER
from services.knowledge.domain.refusals import FolderExists
from services.knowledge.projections.folders import FOLDERS


async def create(store: EventStore, ctx: CallContext, folder: str, *, missing_only: bool = False) -> None:
    """Make a folder. Raises FolderExists, unless `missing_only`."""

    async def work(tx: Transaction) -> None:
        exists = folder == DEFAULT_FOLDER or await tx.view(FOLDERS).find_one({"_id": folder})
        if exists and missing_only:
            return
        if exists:
            raise FolderExists("A folder of this name exists already.")
        await tx.append(_stream(folder), await _version(tx, folder), [e.FolderCreated(folder)])

    await store.execute(ctx, work)


async def remove(store: EventStore, ctx: CallContext, folder: str) -> None:
    """Remove an empty folder; an unknown one is no error, `custom-documents` stays."""

    async def work(tx: Transaction) -> None:
        if await tx.view(FOLDERS).find_one({"_id": folder}):
            await tx.append(_stream(folder), await _version(tx, folder), [e.FolderRemoved(folder)])

    await store.execute(ctx, work)


async def _version(tx: Transaction, folder: str) -> int:
    events = await tx.load(_stream(folder))
    return events[-1].version if events else 0


def _stream(folder: str) -> str:
    return f"folder-{hashlib.sha256(folder.encode()).hexdigest()[:32]}"
