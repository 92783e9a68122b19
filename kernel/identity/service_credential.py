"""How the services of one installation know each other: a shared secret from a file.

`authorization: Service <name>:<secret>`. The secret has at least 32 random bytes; it is compared in
constant time. The file is made on first use (mode 0600, one winner among processes that start
together); in production it must be there.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from kernel.context import Caller
from kernel.errors import Refusal

SCHEME = "Service "


class ServiceCredential:
    """The credential of one service, and the check of the others'."""

    def __init__(self, name: str, secret: str) -> None:
        if len(secret) < 32:
            raise ValueError("the service secret has less than 32 characters")
        self._secret = secret.encode()
        self._name = name
        self.authorization = f"{SCHEME}{name}:{secret}"
        """Value of the authorization metadata of this service's own calls."""
        self.edge = f"{name}:{secret}"
        """Value of the `x-edge` metadata: lets the gateway name the client's address."""

    def derived(self, purpose: str) -> bytes:
        """A key for one purpose, the same in every process of the installation."""
        return hmac.new(self._secret, purpose.encode(), hashlib.sha256).digest()

    def caller(self, authorization: str) -> Caller:
        """Who sent this authorization. Raises Refusal INVALID_CREDENTIAL."""
        name = self._owner(authorization[len(SCHEME) :])
        if not name or not authorization.startswith(SCHEME):
            raise Refusal("INVALID_CREDENTIAL")
        return Caller(id=f"service:{name}", role="admin", kind="service", session=name)

    def is_edge(self, value: str) -> bool:
        """Whether an `x-edge` value comes from a service of this installation."""
        return bool(self._owner(value))

    def _owner(self, value: str) -> str:
        name, _, secret = value.partition(":")
        return name if hmac.compare_digest(secret.encode(), self._secret) else ""


def read_or_make(path: Path, *, must_exist: bool = False) -> str:
    """The secret in a file; made when the file is not there, unless it must be."""
    if not path.exists():
        if must_exist:
            raise FileNotFoundError(f"{path}: no service secret (PARLANCE_SERVICE_SECRET_FILE)")
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first: its secret is the one
        finally:
            fresh.unlink()
    return path.read_text().strip()
