"""One conversation with an LDAP server, in a worker thread; `abort` ends it from any other.

Nothing is kept between conversations. Referrals are not followed: a password goes to the server the
administrator named and to no other. A password is never sent empty, since servers take that for an
anonymous bind and call it a success (RFC 4513, 5.1.2).
"""

from __future__ import annotations

import contextlib
import secrets
import socket
import ssl
import struct
import threading
from collections.abc import Sequence
from typing import Any

import ldap3
from ldap3.core.exceptions import LDAPExceptionError
from pyasn1.error import PyAsn1Error

from services.auth.adapters.directory_server import PLAIN, START_TLS, TLS, Server, trust_of
from services.auth.domain.directory import filters
from services.auth.domain.directory.people import Entry
from services.auth.domain.refusals import DirectoryUnavailable

MAX_GROUPS = 1000
_SUCCESS, _SIZE_LIMIT, _REFERRAL, _NO_SUCH_OBJECT = 0, 4, 10, 32
_WRONG = frozenset({19, _NO_SUCH_OBJECT, 48, 49, 50, 53})
"""Results of a bind that are about the account: wrong password, locked, expired, may not sign in."""
_NONSENSE = (PyAsn1Error, LookupError, TypeError, ValueError, AttributeError, struct.error)
"""What the library stumbles over when bytes are no LDAP, or the connection is closed under it."""
_MEANING = {
    7: "the server takes no simple bind",
    8: "the server wants more than a simple bind",
    13: "the server wants TLS first",
    49: "name or password of the service account is wrong",
}


class Talk:
    """A conversation; use it once. Every step takes at most `patience` seconds."""

    def __init__(self, server: Server, patience: int) -> None:
        self._server = server
        self._patience = patience
        self._connection: Any = None
        self._over = threading.Event()

    def verify(self, name: str, password: str) -> tuple[Entry, list[str]] | None:
        """The one entry of this name and its groups, if this is its password; None in every other case.

        Unknown names cost a bind like known ones. Raises DirectoryUnavailable.
        """
        with self._opened() as connection:
            self._bind_service(connection)
            found = self._people(connection, name, 2)
            entry = found[0] if len(found) == 1 and found[0].dn else None
            nobody = f"cn={secrets.token_hex(8)},{self._server.search_base}"
            if not self._is_bound(connection, entry.dn if entry else nobody, password) or entry is None:
                return None
            return entry, self._groups(connection, entry)

    def look_up(self, name: str, most: int) -> list[tuple[Entry, list[str]]]:
        """Entries of this name with their groups; without a name nothing but the service's bind is tried.

        Raises DirectoryUnavailable.
        """
        with self._opened() as connection:
            self._bind_service(connection)
            found = self._people(connection, name, most) if name else []
            return [(entry, self._groups(connection, entry, bound=True)) for entry in found[:most]]

    def abort(self) -> None:
        """Close the connection under the thread that uses it."""
        self._over.set()
        connection = self._connection
        wire = connection.socket if connection is not None else None
        if wire is not None:
            with contextlib.suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def _opened(self) -> Any:
        server = self._server
        trust = None if server.security == PLAIN else _Trust(trust_of(server), server.host)
        address = ldap3.Server(
            server.host,
            server.port,
            use_ssl=server.security == TLS,
            tls=trust,
            get_info=ldap3.NONE,
            connect_timeout=self._patience,
        )
        connection = ldap3.Connection(
            address,
            receive_timeout=self._patience,
            auto_referrals=False,
            auto_range=False,
            check_names=False,
            read_only=True,
            return_empty_attributes=False,
        )
        self._connection = connection
        try:
            with _explained("connect"):
                connection.open(read_server_info=False)
            if server.security == START_TLS:
                with _explained("tls"):
                    connection.start_tls(read_server_info=False)
            if self._over.is_set():
                raise DirectoryUnavailable("the directory is too slow", "connect")
            yield connection
        finally:
            with contextlib.suppress(LDAPExceptionError, OSError, *_NONSENSE):
                connection.unbind()

    def _bind_service(self, connection: Any) -> None:
        server = self._server
        if server.app_dn and not server.app_password:
            raise DirectoryUnavailable("the service account has no password", "bind")
        result = self._bind(connection, server.app_dn, server.app_password)
        if result != _SUCCESS:
            meaning = _MEANING.get(result, connection.result["description"])
            raise DirectoryUnavailable(f"the service account is refused: {meaning}", "bind")

    def _is_bound(self, connection: Any, dn: str, password: str) -> bool:
        if not dn or not password or "\0" in password:
            return False
        result = self._bind(connection, dn, password)
        if result != _SUCCESS and result not in _WRONG:
            meaning = _MEANING.get(result, connection.result["description"])
            raise DirectoryUnavailable(f"a sign-in was answered with: {meaning}", "bind")
        return result == _SUCCESS

    def _bind(self, connection: Any, dn: str, password: str) -> int:
        connection.user, connection.password = dn or None, password or None
        connection.authentication = ldap3.SIMPLE if dn else ldap3.ANONYMOUS
        with _explained("bind"):
            connection.bind(read_server_info=False)
            return int(connection.result["result"])

    def _people(self, connection: Any, name: str, most: int) -> list[Entry]:
        server = self._server
        text = filters.of_person(server.attributes.username, name, server.search_filter)
        found, _ = self._search(connection, server.search_base, text, server.attributes.wanted, most)
        return found

    def _groups(self, connection: Any, entry: Entry, *, bound: bool = False) -> list[str]:
        """DNs of the groups that name the person, where the installation searches for them."""
        server = self._server
        if not server.group_base:
            return []
        if not bound:
            self._bind_service(connection)
        text = filters.of_groups(server.group_filter, entry.dn, entry.text(server.attributes.username))
        found, more = self._search(connection, server.group_base, text, ["1.1"], MAX_GROUPS)
        if more:
            raise DirectoryUnavailable(f"somebody is in more than {MAX_GROUPS} groups", "search")
        return [group.dn for group in found]

    def _search(
        self, connection: Any, base: str, text: str, attributes: Sequence[str], most: int
    ) -> tuple[list[Entry], bool]:
        """Entries, and whether there are more than `most`."""
        with _explained("search"):
            connection.search(
                base,
                text,
                ldap3.SUBTREE,
                attributes=list(attributes),
                size_limit=most,
                time_limit=self._patience,
            )
            result = int(connection.result["result"])
            answers = connection.response or []
        if result not in (_SUCCESS, _SIZE_LIMIT):
            raise DirectoryUnavailable(_search_problem(base, result, connection), "search")
        found = [_entry(answer) for answer in answers if answer["type"] == "searchResEntry"]
        return found, result == _SIZE_LIMIT


class _Trust(ldap3.Tls):  # type: ignore[misc]
    """TLS by a context of the standard library: it checks the server's name during the handshake."""

    def __init__(self, context: ssl.SSLContext, host: str) -> None:
        super().__init__(validate=context.verify_mode)
        self._context = context
        self._host = host

    def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:
        """See ldap3.Tls; the handshake is always made, within the timeout of the socket."""
        # Else the first request waits for the acknowledgement of the handshake, 40 ms.
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.socket = self._context.wrap_socket(connection.socket, server_hostname=self._host)


@contextlib.contextmanager
def _explained(step: str) -> Any:
    try:
        yield
    except (LDAPExceptionError, OSError) as error:
        raise DirectoryUnavailable(_words(step, str(error)), step) from None
    except _NONSENSE as error:
        raise DirectoryUnavailable("the server does not speak LDAP", step) from error


def _words(step: str, error: str) -> str:
    """A failure in a sentence; what the library says holds no password, and stays short."""
    text = " ".join(error.split())[:200]
    if "certificate verify failed" in text:
        return f"the server's certificate is not accepted: {text.partition('certificate verify failed:')[2]}"
    if "timed out" in text:
        return "the directory is too slow"
    return f"the directory cannot be asked ({step}): {text}"


def _search_problem(base: str, result: int, connection: Any) -> str:
    if result == _NO_SUCH_OBJECT:
        return f"there is no {base} in the directory, or the service account may not see it"
    if result == _REFERRAL:
        return f"{base} is kept by another server, and referrals are not followed"
    return f"the search was answered with: {connection.result['description']}"


def _entry(answer: Any) -> Entry:
    values = {
        name.partition(";")[0].lower(): tuple(raw) for name, raw in answer["raw_attributes"].items() if raw
    }
    return Entry(answer["dn"], values)
