"""What commands read inside their transaction: state, stream version, and whether the caller may."""

from __future__ import annotations

from typing import Any

from kernel.context import Caller
from kernel.eventstore.model import Transaction
from kernel.identity.grants import Grant, can, restored
from services.knowledge.domain import file as life
from services.knowledge.domain.knowledge import Knowledge
from services.knowledge.domain.refusals import FileNotFound, KnowledgeNotFound
from services.knowledge.projections.files import FILES
from services.knowledge.projections.knowledge import KNOWLEDGE, LINKS


def file_stream(file_id: str) -> str:
    """The stream of a file."""
    return f"file-{file_id}"


def knowledge_stream(knowledge_id: str) -> str:
    """The stream of a collection."""
    return f"knowledge-{knowledge_id}"


def grants_of(document: dict[str, Any]) -> list[Grant]:
    """The grants of a view document."""
    return restored(document.get("grants") or ())


def may_use(person: Caller, permission: str, document: dict[str, Any] | None) -> bool:
    """Whether a person may `read` or `write` the collection of a view document."""
    return document is not None and can(person, document["user_id"], grants_of(document), permission)


async def own_file(tx: Transaction, file_id: str, person: Caller) -> tuple[life.File, int]:
    """State and version of a file that the person may change. Raises FileNotFound."""
    state, version = await tx.fold(file_stream(file_id), life.File(), life.evolve)
    if not state.exists or not can(person, state.user_id, (), "write"):
        raise FileNotFound("There is no such file.")
    return state, version


async def knowledge(
    tx: Transaction, knowledge_id: str, person: Caller, permission: str = "write"
) -> tuple[Knowledge, int]:
    """State (without files) and version of a collection. Raises KnowledgeNotFound."""
    document = await tx.view(KNOWLEDGE).find_one({"_id": knowledge_id})
    if document is None or not may_use(person, permission, document):
        raise KnowledgeNotFound("There is no such knowledge base.")
    return _state(document), int(document["version"])


async def all_held(tx: Transaction, knowledge_id: str) -> frozenset[str]:
    """The ids of all files of a collection."""
    return frozenset(await tx.view(LINKS).distinct("file_id", {"collection": knowledge_id}))


async def held(tx: Transaction, knowledge_id: str, file_ids: tuple[str, ...]) -> frozenset[str]:
    """Those of the files that are in the collection."""
    keys = [f"{knowledge_id}:{f}" for f in file_ids]
    return frozenset(await tx.view(LINKS).distinct("file_id", {"_id": {"$in": keys}}))


async def same_text(tx: Transaction, knowledge_id: str, file_id: str) -> frozenset[str]:
    """Other files of the collection with the same text as a file."""
    document = await tx.view(FILES).find_one({"_id": file_id}, {"text_hash": 1})
    if not document or not document["text_hash"]:
        return frozenset()
    query = {"text_hash": document["text_hash"], "_id": {"$ne": file_id}}
    twins = tuple(await tx.view(FILES).distinct("_id", query))
    return await held(tx, knowledge_id, twins) if twins else frozenset()


def _state(document: dict[str, Any]) -> Knowledge:
    return Knowledge(
        user_id=document["user_id"],
        kind=document["kind"],
        name=document["name"],
        description=document["description"],
    )
