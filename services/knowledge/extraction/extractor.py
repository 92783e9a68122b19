"""Text of a document, or a reason why there is none; hostile documents cost a child process, no more.

Plain text is decoded here, off the event loop. Everything else is parsed by a child under limits
(worker.py) that is killed when the caller is cancelled or the wall clock runs out. At most
`parallel` children run at once; none stays when idle.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from services.knowledge.domain.refusals import FileNotSupported, FileTooLarge, FileUnreadable
from services.knowledge.extraction import formats

ROOT = Path(__file__).resolve().parents[3]
_INLINE_LIMIT = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one extraction may use: seconds and bytes; `text` counts characters."""

    wall: float = 120.0
    cpu: int = 90
    memory: int = 2 * 1024**3
    written: int = 64 * 1024**2
    unpacked: int = 512 * 1024**2
    text: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text with line ends as \\n; `pages` are the offsets at which its pages begin, if it has any."""

    text: str
    pages: tuple[int, ...] = ()
    title: str = ""


class _Reply(msgspec.Struct):
    text: str = ""
    pages: list[int] = []
    title: str = ""
    failed: str = ""
    reason: str = ""


class Extractor:
    """Extracts texts, a bounded number at a time."""

    def __init__(self, limits: Limits | None = None, parallel: int = 2) -> None:
        self._limits = limits or Limits()
        self._turn = asyncio.Semaphore(parallel)
        self._decode = msgspec.json.Decoder(_Reply).decode

    async def extract(self, path: Path, filename: str) -> Extracted:
        """The text of the document at `path`; `filename` is what its owner called it.

        Raises FileUnreadable, FileNotSupported or FileTooLarge with a sentence for the owner.
        """
        found = await asyncio.to_thread(self._plain, path, filename)
        if found is None:
            async with self._turn:
                found = await self._in_child(path, filename)
        if len(found.text) > self._limits.text:
            raise FileTooLarge("The document holds more text than is allowed.")
        if not found.text.strip():
            raise FileUnreadable(f"No text was found in {filename}.")
        return found

    def _plain(self, path: Path, filename: str) -> Extracted | None:
        """The text of a file that needs no parser; None when it does."""
        if path.stat().st_size > _INLINE_LIMIT or formats.extension(filename) in formats.MARKUP:
            return None
        data = path.read_bytes()
        head = data[:4096]
        if formats.kind(head) != formats.PLAIN or head.lstrip()[:15].lower().startswith(
            (b"<!doctype html", b"<html")
        ):
            return None
        return Extracted(formats.decode(data))

    async def _in_child(self, path: Path, filename: str) -> Extracted:
        limits = self._limits
        request = {
            "path": str(ROOT / path),
            "filename": filename,
            "limits": {
                "memory": limits.memory,
                "cpu": limits.cpu,
                "written": limits.written,
                "unpacked": limits.unpacked,
            },
        }
        child = _start()
        talk = asyncio.ensure_future(asyncio.to_thread(child.communicate, msgspec.json.encode(request)))
        try:
            async with asyncio.timeout(limits.wall):
                output, _ = await asyncio.shield(talk)
        except TimeoutError as error:
            raise FileUnreadable("Reading the document took too long.") from error
        finally:
            if not talk.done():
                child.kill()
                await asyncio.wait([talk])
        return self._result(output, child.returncode or 0)

    def _result(self, output: bytes, status: int) -> Extracted:
        if not output:
            why = "took more time or memory than is allowed" if status < 0 else "failed"
            raise FileUnreadable(f"Reading the document {why}.")
        reply = self._decode(output)
        if reply.reason == "FILE_NOT_SUPPORTED":
            raise FileNotSupported(reply.failed)
        if reply.failed:
            raise FileUnreadable(reply.failed)
        return Extracted(reply.text, tuple(reply.pages), reply.title)


def _start() -> subprocess.Popen[bytes]:
    # Not asyncio's own subprocesses: uvloop forks, which runs gRPC's fork handlers in this process and
    # now and then loses the pipes of the child. Popen does not fork a copy, and takes a millisecond.
    return subprocess.Popen(
        [sys.executable, "-m", "services.knowledge.extraction.worker"],
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """No secret of the service: only what an interpreter needs."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ
    }
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "RAYON_NUM_THREADS": "2"}
