"""The master key: 32 bytes that wrap every subject's key; without it no personal data is readable.

It comes from an environment value (base64) or a file (32 raw bytes, or base64 text). In the embedded
set-up a missing file is created with mode 0600, once, also when several processes start together.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path

LENGTH = 32


def load_master_key(file: Path | None = None, value: str = "", *, create: bool = False) -> bytes:
    """The master key from `value` (base64) if given, else from `file`, made there if `create`.

    Raises ValueError when what is there is not a key, FileNotFoundError when nothing is there.
    """
    if value:
        return _parse(value.encode(), "the master key value")
    if file is None:
        raise ValueError("a master key needs a file or a value")
    if create and not file.exists():
        _create(file)
    return _parse(file.read_bytes(), str(file))


def _parse(raw: bytes, source: str) -> bytes:
    if len(raw) == LENGTH:
        return raw
    try:
        key = base64.b64decode(raw.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != LENGTH:
        raise ValueError(f"{source} does not hold {LENGTH} bytes (raw or base64)")
    return key


def _create(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(base64.b64encode(secrets.token_bytes(LENGTH)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        # A link fails when the name exists: the first of several processes wins, the rest read it.
        os.link(draft, file)
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except FileExistsError:
        return
    finally:
        draft.unlink()
