"""The child process: reads one document, writes its text. Runs under limits, may be killed anytime.

    python -m services.knowledge.extraction.worker < request > reply

Request (JSON): path, filename, limits. Reply (JSON): {"text", "pages": [offset, …], "title"} or
{"failed": explanation, "reason": FILE_UNREADABLE | FILE_NOT_SUPPORTED}. The limits are set before any
parser is loaded: address space, CPU seconds, size of written files, open files, no core dump; the
process dies with its parent and can gain no privilege.
"""

from __future__ import annotations

import ctypes
import json
import lzma
import os
import resource
import signal
import sys
import zipfile
import zlib
from typing import Any

from services.knowledge.extraction import formats

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_HEAD = 4096
_ENTRIES = 20_000
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


class Unreadable(Exception):
    """The document cannot be read; the text says why, for its owner."""

    reason = "FILE_UNREADABLE"


class NotSupported(Unreadable):
    """A format without an engine here."""

    reason = "FILE_NOT_SUPPORTED"


def confine(limits: dict[str, Any]) -> None:
    """Take the limits; they cannot be raised again."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    os.nice(10)
    for what, value in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_FSIZE, limits["written"]),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (int(value), int(value)))


def extract(path: str, filename: str, limits: dict[str, Any]) -> dict[str, Any]:
    """The text of a document. Raises Unreadable."""
    with open(path, "rb") as file:
        head = file.read(_HEAD)
    found = formats.kind(head)
    if found == formats.PDF:
        return _pdf(path)
    if found == formats.OFFICE_ZIP:
        return _parsed(path, _checked_zip(path, limits["unpacked"]))
    if found == formats.PLAIN:
        return _text(path, filename)
    if found == formats.IMAGE:
        raise NotSupported("No engine that reads text from images is set up.")
    if found == formats.AUDIO:
        raise NotSupported("Audio and video are not read as documents.")
    raise NotSupported("This is not a document of a known format.")


def _text(path: str, filename: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        data = file.read()
    markup = formats.MARKUP.get(formats.extension(filename))
    if markup is None and data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        markup = "text/html"
    if markup is not None:
        return _parsed(path, markup)
    return {"text": formats.decode(data), "pages": [], "title": ""}


def _pdf(path: str) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("The PDF is protected by a password.") from error
        return _parsed(path, "application/pdf", "The PDF is damaged and cannot be opened.")
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        try:
            text = formats.clean(page.get_textpage().get_text_range()).strip()
        except pypdfium2.PdfiumError:
            text = ""
        offsets.append(length)
        parts.append(text)
        length += len(text) + 2
        page.close()
    joined = "\n\n".join(parts)
    if not joined.strip():
        raise Unreadable("The PDF holds no text, only images perhaps; no engine that reads images is set up.")
    return {"text": joined, "pages": offsets, "title": ""}


def _parsed(
    path: str, mime_type: str, explanation: str = "The document is damaged and cannot be read."
) -> dict[str, Any]:
    import kreuzberg

    try:
        result = kreuzberg.extract_file_sync(
            path, mime_type=mime_type, config=kreuzberg.ExtractionConfig(use_cache=False)
        )
    except (kreuzberg.KreuzbergError, RuntimeError, ValueError, OSError) as error:
        raise Unreadable(explanation) from error
    title = (result.metadata or {}).get("title") or ""
    return {"text": formats.clean(result.content), "pages": [], "title": str(title)[:300]}


def _checked_zip(path: str, most: int) -> str:
    """The type of an office ZIP whose real unpacked size is bounded and whose names stay inside."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > _ENTRIES or sum(i.file_size for i in entries) > most:
                raise Unreadable("The document unpacks to more than is allowed.")
            total = 0
            for entry in entries:
                if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.split("/"):
                    raise Unreadable("The document holds a path that leads out of it.")
                with archive.open(entry) as part:  # declared sizes may lie: count what really comes out
                    while block := part.read(1 << 20):
                        total += len(block)
                        if total > most:
                            raise Unreadable("The document unpacks to more than is allowed.")
            names = [entry.filename for entry in entries]
            declared = (
                archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
            )
    except _BROKEN_ZIP as error:
        raise Unreadable("The document is damaged or incomplete.") from error
    found = formats.zip_type(names, declared)
    if not found:
        raise NotSupported("Archives are not read; upload the documents in it one by one.")
    return found


def main() -> None:
    """Answer the one request on standard input."""
    request = json.loads(sys.stdin.buffer.read())
    confine(request["limits"])
    try:
        reply = extract(request["path"], request["filename"], request["limits"])
    except Unreadable as error:
        reply = {"failed": str(error), "reason": error.reason}
    except MemoryError:
        reply = {"failed": "The document needs more memory than is allowed.", "reason": "FILE_UNREADABLE"}
    sys.stdout.buffer.write(json.dumps(reply).encode())
    sys.stdout.buffer.flush()
    os._exit(0)  # parsers may have threads that do not end


if __name__ == "__main__":
    main()
