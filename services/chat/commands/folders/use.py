"""A chat enters a folder."""

from __future__ import annotations

from pymongo import UpdateOne

from kernel.eventstore.model import Transaction, Write
from services.chat.projections.folders import FOLDERS
from services.chat.queries.folders.tree import find_row


async def enter(tx: Transaction, owner_id: str, folder_id: str) -> None:
    """To be called in the transaction that puts a chat there. Raises FolderNotFound.

    Chat and folder are streams of their own: the folder's document is written so that this transaction
    and one that deletes the folder cannot both succeed. The mark is taken away at once, since the view is
    to equal its replay.
    """
    await find_row(tx, owner_id, folder_id)
    marks = ({"$set": {"i": 1}}, {"$unset": {"i": 1}})
    await tx.write(*(Write(FOLDERS, UpdateOne({"_id": folder_id}, mark)) for mark in marks))
