"""A real OpenLDAP server for tests, in the manner of kernel.testing.parts.

It speaks LDAP on `port` (StartTLS offered) and LDAPS on `tls_port`, with a certificate for `localhost`
signed by `ca_file`. Anonymous searches are refused: `reader` is the account that may search, as the
directory of a company would have it. `memberOf` is kept by the overlay. Entries are written by `add`,
`change`, `rename` and `delete` while it runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ldap3

from kernel.testing.certificates import Authority
from kernel.testing.parts import Part, PartFailed, free_port
from kernel.testing.ports import listens

SUFFIX = "dc=parlance,dc=example"
PEOPLE = f"ou=people,{SUFFIX}"
GROUPS = f"ou=groups,{SUFFIX}"
ROOT_DN = f"cn=root,{SUFFIX}"
ROOT_PASSWORD = "root's own password"  # noqa: S105 - of a server that lives as long as a test
READER_DN = f"cn=reader,{SUFFIX}"
READER_PASSWORD = "reader's own password"  # noqa: S105
_STATS = "256"
_AS_IT_IS = ("2.16.840.1.113730.3.4.2", True, None)
"""Control ManageDsaIT (RFC 3296): a referral is an entry like others."""


def slapd_root() -> Path:
    """The folder below which slapd, its modules and schemas are: what was fetched, else the machine's.

    Raises PartFailed, saying what to do.
    """
    for root in (Path(sys.prefix) / "slapd", Path("/")):
        needed = ("usr/sbin/slapd", "usr/lib/ldap/memberof.so", "etc/ldap/schema/inetorgperson.schema")
        if all((root / path).exists() for path in needed):
            return root
    raise PartFailed("slapd is missing: run `make test` or `python -m tools.fetch_slapd`")


class Slapd(Part):
    """A directory with the empty branches PEOPLE and GROUPS."""

    name = "slapd"

    def __init__(self, folder: Path | None = None, port: int = 0) -> None:
        self._root = slapd_root()
        super().__init__(folder, port or free_port(1))
        if self._root.name:
            libraries = os.pathsep.join(map(str, self._root.glob("usr/lib/*-linux-gnu")))
            self._environment = {**os.environ, "LD_LIBRARY_PATH": libraries}
        self.tls_port = self.port + 1
        self._authority = Authority(self.folder / "tls")
        self.ca_file = self._authority.file

    @property
    def url(self) -> str:
        """LDAP without TLS."""
        return f"ldap://127.0.0.1:{self.port}"

    def start(self) -> Slapd:
        """Start it; the first time the branches and the reader are made."""
        fresh = not (self.folder / "data").exists()
        super().start()
        if fresh:
            self.add(SUFFIX, ["dcObject", "organization"], dc="parlance", o="Parlance")
            self.add(PEOPLE, ["organizationalUnit"])
            self.add(GROUPS, ["organizationalUnit"])
            self.add(READER_DN, ["applicationProcess", "simpleSecurityObject"], userPassword=READER_PASSWORD)
        return self

    def add(self, dn: str, classes: Sequence[str], **attributes: Any) -> None:
        """Make an entry; the attributes of its name need not be repeated."""
        with self._as_root() as connection:
            _done(connection, connection.add(dn, list(classes), attributes))

    def change(self, dn: str, **attributes: Sequence[str]) -> None:
        """Replace the values of attributes; no values remove one."""
        changes = {name: [(ldap3.MODIFY_REPLACE, list(values))] for name, values in attributes.items()}
        with self._as_root() as connection:
            _done(connection, connection.modify(dn, changes))

    def rename(self, dn: str, rdn: str) -> None:
        """Give an entry another name of its own."""
        with self._as_root() as connection:
            _done(connection, connection.modify_dn(dn, rdn))

    def delete(self, dn: str) -> None:
        """Remove an entry."""
        with self._as_root() as connection:
            _done(connection, connection.delete(dn, controls=[_AS_IT_IS]))

    def asked(self) -> list[str]:
        """The lines of the log that name operations: `BIND dn="…"`, `SRCH base="…"`."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if " BIND dn=" in line or " SRCH base=" in line]

    def _as_root(self) -> Any:
        server = ldap3.Server("127.0.0.1", self.port, get_info=ldap3.NONE, connect_timeout=5)
        return ldap3.Connection(
            server, ROOT_DN, ROOT_PASSWORD, auto_bind=True, check_names=False, auto_referrals=False
        )

    def _command(self) -> Sequence[str]:
        (self.folder / "data").mkdir(exist_ok=True)
        config = self.folder / "slapd.conf"
        config.write_text(self._config())
        urls = f"{self.url} ldaps://127.0.0.1:{self.tls_port}"
        return [str(self._root / "usr/sbin/slapd"), "-d", _STATS, "-f", str(config), "-h", urls]

    def _ready(self) -> bool:
        return listens(self.port) and listens(self.tls_port)

    def _config(self) -> str:
        schema = self._root / "etc/ldap/schema"
        certificate = self._authority.server("localhost")
        return "\n".join(
            (
                *(f"include {schema / name}.schema" for name in ("core", "cosine", "inetorgperson")),
                f"modulepath {self._root / 'usr/lib/ldap'}",
                *(f"moduleload {name}" for name in ("back_mdb", "memberof", "refint")),
                f"TLSCACertificateFile {self.ca_file}",
                f"TLSCertificateFile {certificate.certificate}",
                f"TLSCertificateKeyFile {certificate.key}",
                f"pidfile {self.folder / 'slapd.pid'}",
                "database mdb",
                f'suffix "{SUFFIX}"',
                f'rootdn "{ROOT_DN}"',
                f'rootpw "{ROOT_PASSWORD}"',
                f"directory {self.folder / 'data'}",
                "maxsize 67108864",
                "access to attrs=userPassword by anonymous auth by * none",
                f'access to * by dn.exact="{READER_DN}" read by * none',
                "overlay memberof",
                "overlay refint",
                "refint_attributes member",
                "",
            )
        )


def _done(connection: Any, succeeded: bool) -> None:
    if not succeeded:
        raise PartFailed(f"the directory refused: {connection.result}")
