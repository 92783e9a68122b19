"""View `folders`: document folders that were made by name; `custom-documents` is always there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DeleteOne, IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.knowledge.domain import events as e

FOLDERS = "folders"


class Folders(Projection):
    """`_id` is the folder's name."""

    name = "folders"
    collections = (FOLDERS,)
    indexes: Mapping[str, Sequence[Any]] = {FOLDERS: [IndexModel([("_stream", ASCENDING)])]}

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection.project."""
        match recorded.event:
            case e.FolderCreated(folder=folder):
                document = {"_id": folder, "_stream": recorded.stream, "at": recorded.time}
                yield Write(FOLDERS, ReplaceOne({"_id": folder}, document, upsert=True))
            case e.FolderRemoved(folder=folder):
                yield Write(FOLDERS, DeleteOne({"_id": folder}))
