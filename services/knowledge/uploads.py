"""Taking in an upload: the stream of parts goes to the blob store, then the file is recorded."""

from __future__ import annotations

import asyncio
import logging
import mimetypes
import re
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.knowledge.adapters.blobs import Blob, Blobs
from services.knowledge.commands import upload_file
from services.knowledge.domain.locations import DEFAULT_FOLDER, base_name
from services.knowledge.domain.refusals import FileEmpty, FileNotSupported, Malformed, Refused
from services.knowledge.extraction import formats

_TYPE = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,150}(?:;\s*charset=[\w-]{1,40})?")
T = TypeVar("T")
ANSWER = 6.0
"""Seconds for recording an upload whose bytes are stored. With what comes before and after, less than 10."""
_log = logging.getLogger(__name__)
TOLD = ("title", "docAuthor", "description", "docSource", "chunkSource")


@dataclass(frozen=True, slots=True)
class Incoming:
    """An upload whose head was read; `chunks` gives its bytes.

    `fields` is complete once `chunks` has ended: form fields may come after the file.
    """

    filename: str
    content_type: str
    fields: dict[str, str]
    path: Mapping[str, str]
    chunks: AsyncIterator[bytes] = field(repr=False)


async def receive(parts: AsyncIterator[common_pb2.Upload]) -> Incoming:
    """Read the head of an upload. Raises Malformed without a file part."""
    async for part in parts:
        if not part.HasField("head"):
            break
        head = part.head
        filename, fields = base_name(head.filename), dict(head.fields)
        content_type = _content_type(head.content_type, filename)
        return Incoming(filename, content_type, fields, head.path, _bytes(parts, fields))
    raise Malformed("The form has no file.")


async def _bytes(parts: AsyncIterator[common_pb2.Upload], fields: dict[str, str]) -> AsyncIterator[bytes]:
    """The bytes up to the end. Raises Malformed when the stream was cut off."""
    async for part in parts:
        match part.WhichOneof("part"):
            case "chunk":
                yield part.chunk
            case "end":
                fields.update(part.end.fields)
                return
            case _:
                raise Malformed("One file can be uploaded at a time.")
    raise Malformed("The upload was cut off.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the fields of a form ask for."""

    metadata: Mapping[str, Any]
    process: bool = True


def flag(fields: Mapping[str, str], name: str, default: bool) -> bool:
    """A boolean query parameter. Raises Malformed."""
    value = fields.get(name, "").strip().lower()
    if value in ("", "true", "1", "yes", "on", "false", "0", "no", "off"):
        return default if not value else value in ("true", "1", "yes", "on")
    raise Malformed(f"{name} must be true or false.")


def json_object(text: str, name: str) -> dict[str, Any]:
    """A JSON object from a form field; empty when the field is. Raises Malformed."""
    if not text.strip() or text.strip() == "null":
        return {}
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise Malformed(f"{name} is not valid JSON.") from error
    if not isinstance(value, dict):
        raise Malformed(f"{name} must be a JSON object.")
    return value


class Uploads:
    """Stores files for both surfaces."""

    def __init__(self, store: EventStore, blobs: Blobs, limit: int, extensions: tuple[str, ...]) -> None:
        self._store = store
        self._blobs = blobs
        self._limit = limit
        self._extensions = frozenset(e.lower().lstrip(".") for e in extensions)

    async def keep(
        self,
        ctx: CallContext,
        incoming: Incoming,
        wishes: Callable[[Mapping[str, str]], Wishes],
        *,
        surface: str,
        folder: str = DEFAULT_FOLDER,
    ) -> str:
        """Store bytes and record the file; returns its id. Nothing is kept when it is refused.

        Once the bytes are there, this takes at most ANSWER seconds: an upload has no deadline that
        would fit the rest. Then Refusal("UNAVAILABLE"), and whether it is recorded is not known.

        With an idempotency key the id follows from it, so that a repeated upload is the same file.
        `wishes` reads the form's fields once all are there, and may refuse them.
        """
        extension = formats.extension(incoming.filename).lstrip(".")
        if self._extensions and extension not in self._extensions:
            raise FileNotSupported(f"Files of type {extension or 'without extension'} are not accepted.")
        blob = await self._blobs.put(incoming.chunks, self._limit)
        try:
            wanted = wishes(incoming.fields)
            if blob.size == 0:
                raise FileEmpty(f"No text was found in {incoming.filename}: the file is empty.")
            recording = self._record(
                ctx,
                incoming.filename,
                incoming.content_type,
                blob,
                metadata=wanted.metadata,
                about=described(incoming.filename, wanted.metadata if surface == "anythingllm" else {}),
                folder=folder,
                surface=surface,
                process=wanted.process,
                file_id=keyed_id(ctx, ctx.idempotency_key),
            )
            return await within(ANSWER, recording)
        except Refused:
            # Only what was surely not recorded: after any other fault the record may stand.
            await self._blobs.delete(blob.name)
            raise

    async def keep_text(
        self,
        ctx: CallContext,
        filename: str,
        text: str,
        *,
        about: Mapping[str, str],
        surface: str,
        file_id: str = "",
        name: str = "",
    ) -> str:
        """Store posted text as a file; returns its id."""
        blob = await self.text_blob(text)
        try:
            return await self._record(
                ctx,
                filename,
                "text/plain",
                blob,
                metadata={},
                about=about,
                folder=DEFAULT_FOLDER,
                surface=surface,
                process=True,
                file_id=file_id,
                name=name,
            )
        except Refused:
            await self._blobs.delete(blob.name)
            raise

    async def text_blob(self, text: str) -> Blob:
        """Store text in UTF-8. Raises FileEmpty, FileTooLarge."""
        if not text.strip():
            raise FileEmpty("The text is empty.")

        async def pieces() -> AsyncIterator[bytes]:
            yield text.encode("utf-8", "replace")

        return await self._blobs.put(pieces(), self._limit)

    async def _record(
        self,
        ctx: CallContext,
        filename: str,
        content_type: str,
        blob: Blob,
        *,
        metadata: Mapping[str, Any],
        about: Mapping[str, str],
        folder: str,
        surface: str,
        process: bool,
        file_id: str = "",
        name: str = "",
    ) -> str:
        new = file_id or str(uuid.uuid4())
        command = upload_file.UploadFile(
            file_id=new,
            filename=filename,
            content_type=content_type,
            blob=blob,
            metadata=msgspec.json.encode(metadata),
            document=msgspec.json.encode(about),
            folder=folder,
            surface=surface,
            process=process,
            name=name,
        )
        if not await upload_file.handle(self._store, ctx, command):
            await self._blobs.delete(blob.name)
        return new


async def within(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """The result of work, or Refusal("UNAVAILABLE") at once when it takes too long.

    The work is cancelled then, and not waited for: ending a transaction may take long too.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        task.add_done_callback(_seen)
        raise
    if task.done():
        return task.result()
    task.cancel()
    task.add_done_callback(_seen)
    raise Refusal("UNAVAILABLE", "the database does not answer")


def _seen(task: asyncio.Future[Any]) -> None:
    if not task.cancelled() and task.exception() is not None:
        _log.info("an upload that was given up ended with %s", type(task.exception()).__name__)


def keyed_id(ctx: CallContext, key: str) -> str:
    """The id of the file that the caller stores under a key; a fresh one without a key."""
    if not key:
        return str(uuid.uuid4())
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"upload/{ctx.who.id}/{key}"))


def described(filename: str, metadata: Mapping[str, Any]) -> dict[str, str]:
    """What the document list shows of an uploaded file; known keys of `metadata` win."""
    about = {
        "url": f"file://{filename}",
        "title": filename,
        "docAuthor": "Unknown",
        "description": "Unknown",
        "docSource": "a file the user uploaded.",
        "chunkSource": "",
        "published": published(datetime.now(UTC)),
    }
    about.update({key: str(metadata[key])[:2000] for key in TOLD if isinstance(metadata.get(key), str)})
    return about


def published(moment: datetime) -> str:
    """Date and time as the AnythingLLM API writes it: 3/14/2026, 9:05:07 AM."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    return f"{moment.month}/{moment.day}/{moment.year}, {hour}:{moment:%M:%S} {half}"


def _content_type(given: str, filename: str) -> str:
    if _TYPE.fullmatch(given) and given != "application/octet-stream":
        return given
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"
