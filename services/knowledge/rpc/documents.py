"""parlance.knowledge.v1.Documents: the document store of the AnythingLLM developer API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
from parlance.common.v1 import common_pb2
from parlance.knowledge.v1 import documents_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.knowledge import uploads
from services.knowledge.adapters.texts import Texts
from services.knowledge.commands import folders, move_documents, offer_document
from services.knowledge.domain.locations import DEFAULT_FOLDER, folder_name, raw_title, split
from services.knowledge.domain.refusals import (
    DocumentNotFound,
    FileNotFound,
    FolderNotFound,
    Malformed,
    Refused,
)
from services.knowledge.extraction import formats
from services.knowledge.processing import Processor
from services.knowledge.queries.documents import DocumentStore
from services.knowledge.removal import Removal
from services.knowledge.rpc import document_forms as forms
from services.knowledge.rpc import shapes

_PAGE = 100
_KEYS = {
    "url": "string | nullable",
    "title": "string",
    "docAuthor": "string | nullable",
    "description": "string | nullable",
    "docSource": "string | nullable",
    "chunkSource": "string | nullable",
    "published": "epoch timestamp in ms | nullable",
}


class Documents:
    """See the proto for what each method promises."""

    def __init__(
        self,
        store: EventStore,
        documents: DocumentStore,
        intake: uploads.Uploads,
        processor: Processor,
        removal: Removal,
        texts: Texts,
        wait: float,
    ) -> None:
        self._store = store
        self._documents = documents
        self._intake = intake
        self._processor = processor
        self._removal = removal
        self._texts = texts
        self._wait = wait

    async def Upload(self, request: AsyncIterator[Any], ctx: CallContext) -> documents_pb2.DocumentsReply:
        """Store one document."""
        return await self._upload(ctx, await uploads.receive(request), DEFAULT_FOLDER, named=False)

    async def UploadToFolder(
        self, request: AsyncIterator[Any], ctx: CallContext
    ) -> documents_pb2.DocumentsReply:
        """Store one document in a folder."""
        incoming = await uploads.receive(request)
        name = incoming.path.get("folder_name") or incoming.path.get("folderName") or ""
        folder = folder_name(name)
        await folders.create(self._store, ctx, folder, missing_only=True)
        return await self._upload(ctx, incoming, folder, named=True)

    async def RawText(
        self, request: documents_pb2.RawTextRequest, ctx: CallContext
    ) -> documents_pb2.DocumentsReply:
        """Store posted text."""
        metadata = uploads.json_object(request.metadata.decode("utf-8", "replace"), "metadata")
        title = metadata.get("title")
        if not isinstance(title, str) or not title.strip():
            raise Malformed("metadata.title is required.")
        if not request.text_content:
            raise Malformed("textContent is required and must not be empty.")
        slugs = forms.slugs(forms.text(request.add_to_workspaces))
        stem = raw_title(title)
        file_id = uploads.keyed_id(ctx, ctx.idempotency_key or ctx.request_id)
        await self._intake.keep_text(
            ctx,
            f"{stem}.txt",
            request.text_content,
            about=forms.about(stem, metadata),
            surface="anythingllm",
            file_id=file_id,
            name=f"raw-{stem}-{file_id}.json",
        )
        return await self._answer(ctx, file_id, slugs, named=False)

    async def List(
        self, request: documents_pb2.ListDocumentsRequest, ctx: CallContext
    ) -> documents_pb2.JsonReply:
        """The tree, or one folder."""
        if request.folder:
            limit = forms.limit(request.limit, _PAGE)
            found, total = await self._folder(request.folder, request.offset, limit)
            page = {
                "folder": request.folder,
                "documents": [shapes.listed_json(d) for d in found],
                "totalCount": total,
                "hasMore": request.offset + len(found) < total,
                "code": 200,
                "error": None,
            }
            return documents_pb2.JsonReply(json=msgspec.json.encode(page))
        tree = await self._documents.tree()
        items = [
            {"name": f, "type": "folder", "items": [shapes.listed_json(d) for d in tree.get(f, ())]}
            for f in await self._documents.folders()
        ]
        if len(items) == 1 and not items[0]["items"]:
            items = []
        whole = {"localFiles": {"name": "documents", "type": "folder", "items": items}}
        return documents_pb2.JsonReply(json=msgspec.json.encode(whole))

    async def Folder(
        self, request: documents_pb2.FolderRequest, ctx: CallContext
    ) -> documents_pb2.FolderReply:
        """One folder."""
        found, total = await self._folder(request.folder_name, request.offset, forms.limit(request.limit, 0))
        return documents_pb2.FolderReply(
            folder=request.folder_name,
            documents=[shapes.listed_document(d) for d in found],
            total_count=total,
            has_more=request.offset + len(found) < total,
        )

    async def AcceptedFileTypes(
        self, request: common_pb2.Empty, ctx: CallContext
    ) -> documents_pb2.AcceptedFileTypesReply:
        """What can be uploaded."""
        return documents_pb2.AcceptedFileTypesReply(types=msgspec.json.encode(formats.ACCEPTED))

    async def MetadataSchema(
        self, request: common_pb2.Empty, ctx: CallContext
    ) -> documents_pb2.MetadataSchemaReply:
        """Keys of raw text's metadata."""
        return documents_pb2.MetadataSchemaReply(schema=_KEYS)

    async def Get(
        self, request: documents_pb2.DocumentRequest, ctx: CallContext
    ) -> documents_pb2.DocumentReply:
        """One document by name."""
        found = await self._documents.named(request.doc_name)
        if found is None:
            raise DocumentNotFound("Not Found")
        return documents_pb2.DocumentReply(document=shapes.listed_document(found, alone=True))

    async def CreateFolder(
        self, request: documents_pb2.FolderForm, ctx: CallContext
    ) -> documents_pb2.Outcome:
        """Make a folder."""
        folder = folder_name(request.name)
        await folders.create(self._store, ctx, folder)
        return documents_pb2.Outcome(success=True)

    async def RemoveFolder(
        self, request: documents_pb2.FolderForm, ctx: CallContext
    ) -> documents_pb2.Outcome:
        """Delete a folder with its documents."""
        if request.name and request.name != DEFAULT_FOLDER:
            person = ctx.who
            found, _ = await self._documents.in_folder(request.name)
            for document in found:
                try:
                    await self._removal.delete(ctx, person, document["_id"])
                except FileNotFound:
                    continue  # deleted meanwhile
            await folders.remove(self._store, ctx, request.name)
        return documents_pb2.Outcome(success=True, message="The folder was removed.")

    async def MoveFiles(
        self, request: documents_pb2.MoveFilesRequest, ctx: CallContext
    ) -> documents_pb2.Outcome:
        """Move documents."""
        asked = forms.moves(request.files)
        found = await self._documents.at([m.source for m in asked])
        existing = set(await self._documents.folders())
        moves: list[move_documents.Move] = []
        for move in asked:
            folder, name = split(move.target)
            if move.source not in found:
                raise DocumentNotFound("One of the documents does not exist; nothing was moved.")
            if folder not in existing or not name:
                raise FolderNotFound("A target folder does not exist; nothing was moved.")
            moves.append(move_documents.Move(found[move.source]["_id"], folder, name))
        fixed = await self._documents.embedded([m.file_id for m in moves])
        free = [m for m in moves if m.file_id not in fixed]
        if free:
            await move_documents.handle(self._store, ctx, move_documents.MoveDocuments(free))
        if not fixed:
            return documents_pb2.Outcome(success=True)
        left = f"{len(moves) - len(free)}/{len(moves)} documents stay: they are embedded in a workspace."
        return documents_pb2.Outcome(success=True, message=left)

    async def _upload(
        self, ctx: CallContext, incoming: uploads.Incoming, folder: str, *, named: bool
    ) -> documents_pb2.DocumentsReply:
        file_id = await self._intake.keep(
            ctx,
            incoming,
            lambda fields: uploads.Wishes(uploads.json_object(fields.get("metadata", ""), "metadata")),
            surface="anythingllm",
            folder=folder,
        )
        slugs = forms.slugs(incoming.fields.get("addToWorkspaces", ""))
        return await self._answer(ctx, file_id, slugs, named=named)

    async def _answer(
        self, ctx: CallContext, file_id: str, slugs: list[str], *, named: bool
    ) -> documents_pb2.DocumentsReply:
        """Wait for the text; a document without one is deleted again."""
        wait = ctx.remaining(self._wait) or self._wait
        try:
            document = await self._processor.wait(ctx, file_id, wait, text_only=True)
        except Refused as error:
            person = ctx.who
            if error.reason != "FILE_NOT_PROCESSED":
                await self._removal.delete(ctx, person, file_id)
            raise
        if slugs:
            location = f"{document['folder']}/{document['name']}"
            offer = offer_document.OfferDocument(file_id, location, tuple(slugs))
            await offer_document.handle(self._store, ctx, offer)
        text = await self._texts.get(file_id, document["text_version"])
        shown = shapes.uploaded_document(document, text.text if text else "", named=named)
        return documents_pb2.DocumentsReply(success=True, documents=[shown])

    async def _folder(self, folder: str, offset: int, limit: int) -> tuple[list[dict[str, Any]], int]:
        if not await self._documents.exists(folder):
            details = {"folder": folder}
            raise Refusal("FOLDER_NOT_FOUND", f"There is no folder {folder!r}.", details)
        return await self._documents.in_folder(folder, offset, limit)
