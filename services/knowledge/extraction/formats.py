"""Which format a document has: by its content first, by its name second.

The name alone is never believed: a PDF that calls itself .txt is read as a PDF, a text that calls
itself .pdf as a text.
"""

from __future__ import annotations

import codecs
from pathlib import PurePosixPath

PLAIN = "plain"
PDF = "pdf"
IMAGE = "image"
AUDIO = "audio"
OFFICE_ZIP = "zip"
UNKNOWN = "unknown"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"

ACCEPTED: dict[str, list[str]] = {
    "text/plain": [".txt", ".md", ".org", ".adoc", ".rst"],
    "text/html": [".html"],
    "text/csv": [".csv"],
    "application/json": [".json"],
    DOCX: [".docx"],
    PPTX: [".pptx"],
    XLSX: [".xlsx"],
    ODT: [".odt"],
    "application/pdf": [".pdf"],
    EPUB: [".epub"],
}
"""What a client is told it may upload; other files that hold text are taken too."""

MARKUP = {".html": "text/html", ".htm": "text/html", ".csv": "text/csv", ".tsv": "text/tab-separated-values"}
"""Texts that a parser turns into something better than their source."""

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_AUDIO = (b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\x1aE\xdf\xa3")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind(head: bytes) -> str:
    """The family of a document by its first 4 KiB."""
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return OFFICE_ZIP
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return IMAGE
    if head.startswith(_AUDIO) or head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"WAVE"):
        return AUDIO
    if head.startswith(_BOMS) or is_text(head):
        return PLAIN
    return UNKNOWN


def is_text(head: bytes) -> bool:
    """Whether bytes look like text in UTF-8 or a single-byte encoding: no NUL, hardly a control character."""
    if b"\x00" in head:
        return False
    odd = sum(1 for b in head if b < 32 and b not in (9, 10, 12, 13, 27))
    return odd * 50 <= len(head) + 100


def zip_type(names: list[str], mimetype: str) -> str:
    """The type of a ZIP by its entries; empty when it is none we read."""
    if mimetype in (EPUB, ODT):
        return mimetype
    for prefix, found in (("word/", DOCX), ("ppt/", PPTX), ("xl/", XLSX)):
        if "[Content_Types].xml" in names and any(n.startswith(prefix) for n in names):
            return found
    return ""


def extension(filename: str) -> str:
    """The last extension in lower case, with its dot; empty when there is none."""
    return PurePosixPath(filename.replace("\\", "/")).suffix.lower()


def decode(data: bytes) -> str:
    """Text of bytes: by byte order mark, as UTF-8, else as Windows-1252; control characters go."""
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(bom):
            return clean(data.decode(encoding, "replace"))
    try:
        return clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return clean(data.decode("cp1252", "replace"))


_DROPPED = {c: None for c in range(32) if c not in (9, 10)} | {0x7F: None, 0xFEFF: None}
_DROPPED |= dict.fromkeys(range(0xD800, 0xE000))


def clean(text: str) -> str:
    """One kind of line end, no control characters, no halves of surrogate pairs."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_DROPPED)
