"""parlance.knowledge.v1.Files: upload, download, text and state of files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import msgspec
from parlance.common.v1 import common_pb2
from parlance.knowledge.v1 import files_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.knowledge import uploads
from services.knowledge.adapters.blobs import Blobs
from services.knowledge.adapters.texts import Texts
from services.knowledge.commands import replace_content
from services.knowledge.domain import file as life
from services.knowledge.domain.refusals import FileNotFound, Refused
from services.knowledge.processing import Processor
from services.knowledge.queries.catalogue import Catalogue
from services.knowledge.removal import Removal
from services.knowledge.rpc import downloads, shapes

_POLL = 0.5
_READ = 2.0
"""Seconds for reading back what an upload stored."""


class Files:
    """See the proto for what each method promises."""

    def __init__(
        self,
        store: EventStore,
        catalogue: Catalogue,
        intake: uploads.Uploads,
        processor: Processor,
        blobs: Blobs,
        texts: Texts,
        removal: Removal,
        wait: float,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._intake = intake
        self._processor = processor
        self._blobs = blobs
        self._texts = texts
        self._removal = removal
        self._wait = wait

    async def Upload(self, request: AsyncIterator[Any], ctx: CallContext) -> files_pb2.StoredFile:
        """Store one file."""
        incoming = await uploads.receive(request)
        file_id = await self._intake.keep(ctx, incoming, _wishes, surface="openwebui")
        process = uploads.flag(incoming.fields, "process", True)
        if process and not uploads.flag(incoming.fields, "process_in_background", True):
            with contextlib.suppress(Refused):  # how it ended is in the reply's data
                await self._processor.wait(ctx, file_id, ctx.remaining(self._wait) or self._wait)
        return await uploads.within(_READ, self._stored(ctx, file_id))

    async def _stored(self, ctx: CallContext, file_id: str) -> files_pb2.StoredFile:
        person = ctx.who
        document = await self._catalogue.own_file(person, file_id)
        return shapes.stored_file(document, path=True, status=True)

    async def List(self, request: files_pb2.ListFilesRequest, ctx: CallContext) -> files_pb2.ListFilesReply:
        """One page of files."""
        person = ctx.who
        page = request.page if request.HasField("page") else 1
        found, total = await self._catalogue.files(person, page)
        with_text = not request.HasField("content") or request.content
        return files_pb2.ListFilesReply(items=await self._shaped(found, with_text), total=total)

    async def Search(
        self, request: files_pb2.SearchFilesRequest, ctx: CallContext
    ) -> files_pb2.SearchFilesReply:
        """Files by name."""
        person = ctx.who
        limit = request.limit if request.HasField("limit") else 100
        found = await self._catalogue.search_files(person, request.filename, request.skip, limit)
        if not found:
            raise FileNotFound("No file has such a name.")
        with_text = not request.HasField("content") or request.content
        return files_pb2.SearchFilesReply(items=await self._shaped(found, with_text))

    async def Get(self, request: files_pb2.FileRequest, ctx: CallContext) -> files_pb2.StoredFile:
        """One file with its text."""
        document = await self._readable(ctx, request.id)
        return shapes.stored_file(document, await self._text(document), path=True)

    async def Content(
        self, request: files_pb2.ContentRequest, ctx: CallContext
    ) -> AsyncIterator[common_pb2.Download]:
        """The bytes."""
        document = await self._readable(ctx, request.id)
        async for part in self._bytes(document, request, request.attachment):
            yield part

    async def ContentHtml(
        self, request: files_pb2.ContentRequest, ctx: CallContext
    ) -> AsyncIterator[common_pb2.Download]:
        """Inline HTML of an administrator's file."""
        document = await self._readable(ctx, request.id)
        if document["uploader_role"] != "admin" or document["content_type"].split(";")[0] != "text/html":
            raise FileNotFound("There is no such file.")
        async for part in self._bytes(document, request, False):
            if part.HasField("head"):
                part.head.attachment = False
            yield part

    async def ContentNamed(
        self, request: files_pb2.ContentRequest, ctx: CallContext
    ) -> AsyncIterator[common_pb2.Download]:
        """The bytes as an attachment, or the text when they are gone."""
        document = await self._readable(ctx, request.id)
        if await self._blobs.size(document["blob"]) is not None:
            async for part in self._bytes(document, request, True):
                yield part
            return
        text = await self._text(document)
        if text is None:
            raise FileNotFound("There is no such file.")
        async for part in downloads.text(document["filename"], text, document["text_hash"]):
            yield part

    async def Text(self, request: files_pb2.FileRequest, ctx: CallContext) -> files_pb2.FileText:
        """The extracted text."""
        document = await self._readable(ctx, request.id)
        return files_pb2.FileText(content=await self._text(document) or "")

    async def UpdateText(self, request: files_pb2.UpdateTextRequest, ctx: CallContext) -> files_pb2.FileText:
        """Replace the text and wait until it can be searched."""
        person = ctx.who
        await self._catalogue.own_file(person, request.id)
        blob = await self._intake.text_blob(request.form.content)
        try:
            command = replace_content.ReplaceContent(request.id, blob, person)
            await replace_content.handle(self._store, ctx, command)
        except Refused:
            # Only then is it certain that no event names it; the sweeper takes the rest.
            await self._blobs.delete(blob.name)
            raise
        await self._processor.wait(ctx, request.id, ctx.remaining(self._wait) or self._wait)
        return files_pb2.FileText(content=request.form.content)

    async def ProcessStatus(
        self, request: files_pb2.ProcessStatusRequest, ctx: CallContext
    ) -> AsyncIterator[common_pb2.Frame]:
        """The state, once or with every change until it is final."""
        document = await self._readable(ctx, request.id)
        head = common_pb2.StreamHead(streaming=request.stream)
        yield common_pb2.Frame(head=head, events=[_state(document)])
        while request.stream and document["status"] in (life.PENDING, life.PROCESSING):
            await asyncio.sleep(_POLL)
            before, document = document["status"], await self._readable(ctx, request.id)
            if document["status"] != before:
                yield common_pb2.Frame(events=[_state(document)])

    async def Delete(self, request: files_pb2.FileRequest, ctx: CallContext) -> files_pb2.Message:
        """Delete a file."""
        person = ctx.who
        await self._removal.delete(ctx, person, request.id)
        return files_pb2.Message(message="The file was deleted.")

    async def _readable(self, ctx: CallContext, file_id: str) -> dict[str, Any]:
        return await self._catalogue.file(ctx.who, file_id)

    async def _text(self, document: dict[str, Any]) -> str | None:
        stored = await self._texts.get(document["_id"], document["text_version"])
        return stored.text if stored else None

    async def _shaped(self, found: list[dict[str, Any]], with_text: bool) -> list[files_pb2.StoredFile]:
        wanted = [(f["_id"], f["text_version"]) for f in found if f["text_version"]] if with_text else []
        texts = await self._texts.many(wanted)
        return [shapes.stored_file(f, texts.get(f["_id"])) for f in found]

    async def _bytes(
        self, document: dict[str, Any], request: files_pb2.ContentRequest, attachment: bool
    ) -> AsyncIterator[common_pb2.Download]:
        asked = request.range if request.HasField("range") else None
        try:
            async for part in downloads.blob(self._blobs, document, asked, attachment):
                yield part
        except FileNotFoundError as error:
            raise FileNotFound("The stored file is missing.") from error


def _wishes(fields: Mapping[str, str]) -> uploads.Wishes:
    uploads.flag(fields, "process_in_background", True)
    metadata = uploads.json_object(fields.get("metadata", ""), "metadata")
    return uploads.Wishes(metadata, uploads.flag(fields, "process", True))


def _state(document: dict[str, Any]) -> bytes:
    state: dict[str, Any] = {"status": document["status"] or life.PENDING}
    if document["status"] == life.FAILED:
        state["error"] = document["error"]
    return msgspec.json.encode(state)
