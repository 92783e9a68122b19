"""View documents as the messages of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from parlance.knowledge.v1 import bases_pb2, documents_pb2, files_pb2

from services.knowledge.domain import file as life

Document = dict[str, Any]
_encode = msgspec.json.encode


def data_of(document: Document, content: str | None = None) -> Document:
    """`data` of a file: its state and, when given, its text."""
    data = _state_of(document)
    if document["status"] == life.COMPLETED:
        if content is not None:
            data["content"] = content
        data["error"] = None
    elif document["status"] == life.FAILED:
        data["error"] = document["error"]
    return data


def _state_of(document: Document) -> Document:
    return {} if document["status"] == life.STORED else {"status": document["status"]}


def _upload_of(document: Document) -> Document:
    return {
        "name": document["filename"],
        "content_type": document["content_type"],
        "size": document["size"],
        "file_hash": document["sha256"],
        "data": msgspec.json.decode(document["metadata"] or "{}"),
    }


def meta_of(document: Document, collection: str = "") -> Document:
    """`meta` of a file; `collection` names the collection it was asked for in."""
    meta = _upload_of(document)
    if document["status"] == life.COMPLETED:
        meta["collection_name"] = collection or f"file-{document['_id']}"
    return meta


def stored_file(
    document: Document, content: str | None = None, *, path: bool = False, status: bool = False
) -> files_pb2.StoredFile:
    """A file; `path` adds the opaque handle. `status`: the reply to an upload, of what was taken in."""
    message = files_pb2.StoredFile(
        id=document["_id"],
        user_id=document["user_id"],
        filename=document["filename"],
        data=_encode(_state_of(document) if status else data_of(document, content)),
        meta=_encode(_upload_of(document) if status else meta_of(document)),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )
    if document["text_hash"] and not status:
        message.hash = document["text_hash"]
    if path:
        message.path = f"files/{document['_id']}"
    if status:
        message.status = True
    return message


def grants(document: Document) -> list[bases_pb2.AccessGrant]:
    """The grants of a knowledge base."""
    return [
        bases_pb2.AccessGrant(
            id=g["id"],
            resource_type="knowledge",
            resource_id=document["_id"],
            principal_type=g["principal_type"],
            principal_id=g["principal_id"],
            permission=g["permission"],
            created_at=g["created_at"],
        )
        for g in document["grants"]
    ]


def knowledge_base(
    document: Document, files: Iterable[Document] | None = None, write_access: bool | None = None
) -> bases_pb2.KnowledgeBase:
    """A knowledge base; files None: not listed."""
    message = bases_pb2.KnowledgeBase(
        id=document["_id"],
        user_id=document["user_id"],
        name=document["name"],
        description=document["description"],
        access_grants=grants(document),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )
    if files is not None:
        message.files = _encode(
            [
                {
                    "id": f["_id"],
                    "hash": f["text_hash"] or None,
                    "meta": meta_of(f, document["_id"]),
                    "created_at": f["created_at"],
                    "updated_at": f["updated_at"],
                }
                for f in files
            ]
        )
    if write_access is not None:
        message.write_access = write_access
    return message


def knowledge_item(
    document: Document, card: bases_pb2.UserCard | None, file_count: int, write_access: bool
) -> bases_pb2.KnowledgeItem:
    """A line of the list of knowledge bases."""
    return bases_pb2.KnowledgeItem(
        id=document["_id"],
        user_id=document["user_id"],
        name=document["name"],
        description=document["description"],
        access_grants=grants(document),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
        user=card,
        file_count=file_count,
        write_access=write_access,
    )


def knowledge_file(
    document: Document, collection: str, card: bases_pb2.UserCard | None, content: str | None
) -> bases_pb2.KnowledgeFile:
    """A line of the list of files of a knowledge base."""
    message = bases_pb2.KnowledgeFile(
        id=document["_id"],
        user_id=document["user_id"],
        filename=document["filename"],
        meta=_encode(meta_of(document, collection)),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
        has_original=document["surface"] != "text",
        user=card,
    )
    if document["text_hash"]:
        message.hash = document["text_hash"]
    if content is not None:
        message.data = _encode(data_of(document, content))
    return message


def told(document: Document) -> dict[str, str]:
    """What the AnythingLLM API shows of a document: url, title, docAuthor, …"""
    found: dict[str, str] = msgspec.json.decode(document["document"] or "{}")
    return found


def uploaded_document(document: Document, text: str, *, named: bool = False) -> documents_pb2.Document:
    """A document in the reply to its upload."""
    about = told(document)
    message = documents_pb2.Document(
        id=document["_id"],
        url=about.get("url", ""),
        title=about.get("title", ""),
        doc_author=about.get("docAuthor", ""),
        description=about.get("description", ""),
        doc_source=about.get("docSource", ""),
        chunk_source=about.get("chunkSource", ""),
        published=about.get("published", ""),
        word_count=document["words"],
        page_content=text,
        token_count_estimate=document["tokens"],
        location=f"{document['folder']}/{document['name']}",
        is_direct_upload=False,
    )
    if named:
        message.name = document["name"]
    return message


def listed_document(document: Document, *, alone: bool = False) -> documents_pb2.ListedDocument:
    """A document in a list, or `alone`."""
    about = told(document)
    message = documents_pb2.ListedDocument(
        name=document["name"],
        type="file",
        id=document["_id"],
        url=about.get("url", ""),
        title=about.get("title", "") or document["filename"],
        doc_author=about.get("docAuthor", ""),
        description=about.get("description", ""),
        doc_source=about.get("docSource", ""),
        chunk_source=about.get("chunkSource", ""),
        published=about.get("published", ""),
        word_count=document["words"],
        token_count_estimate=document["tokens"],
        cached=document["status"] == life.COMPLETED,
    )
    if not alone:
        message.can_watch = False
        message.pinned_workspaces = b"[]"
        message.watched = False
    return message


def listed_json(document: Document) -> Document:
    """As `listed_document`, for a JSON document."""
    about = told(document)
    return {
        "name": document["name"],
        "type": "file",
        "id": document["_id"],
        "url": about.get("url", ""),
        "title": about.get("title", "") or document["filename"],
        "docAuthor": about.get("docAuthor", ""),
        "description": about.get("description", ""),
        "docSource": about.get("docSource", ""),
        "chunkSource": about.get("chunkSource", ""),
        "published": about.get("published", ""),
        "wordCount": document["words"],
        "token_count_estimate": document["tokens"],
        "cached": document["status"] == life.COMPLETED,
        "canWatch": False,
        "pinnedWorkspaces": [],
        "watched": False,
    }
