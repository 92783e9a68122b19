"""Write docs/access.md: who may call what, from the access rules of the contract.

python -m tools.access_table            write docs/access.md
python -m tools.access_table --check    exit 1 when the page is not what the contract says
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parlance.options.v1 import options_pb2 as options

from kernel.rpc.contract import MethodContract
from kernel.rpc.contract import methods as contracts_of
from kernel.rpc.scopes import opening
from services.gateway.contract import load, methods

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "access.md"
HEAD = """# Who may call what

Made by `tools/access_table.py` from the options of the protos; `make access-table` writes it anew and a test
holds it against them. Each service checks these rules itself (`kernel/rpc/access.py`), so a gRPC caller meets
them too; a method without a rule refuses everybody but other services of the installation.

| access | who |
|---|---|
| anyone | also without a credential; one that is sent is still checked |
| signed in | any account, also one that waits for approval |
| session | any account, but by a session: API keys are refused |
| user | an account with the role user or admin |
| admin | an account with the role admin |
| scim | an identity provider with a SCIM token, or an administrator |
| developer key | a key of the AnythingLLM API |
| service | another service of this installation |

A *permission* is a key that plain users need besides; they hold the defaults and what their groups grant, and
administrators hold all. *Key scopes* are those of which a limited API key or developer key needs one (a key
without scopes needs none); where there are none, only unlimited credentials get in. Whose thing it is (whose
chat, shared with whom) is checked by the method itself, and another's is refused as a missing one. Where the
reference and the original differ, see [ADR 14](adr/0014-access.md).
"""
_ACCESS = {
    options.ACCESS_UNSPECIFIED: "service",
    options.ACCESS_PUBLIC: "anyone",
    options.ACCESS_ANY_ROLE: "signed in",
    options.ACCESS_SESSION: "session",
    options.ACCESS_USER: "user",
    options.ACCESS_ADMIN: "admin",
    options.ACCESS_DEVELOPER: "developer key",
    options.ACCESS_SERVICE: "service",
    options.ACCESS_SCIM: "scim",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One method. `routes` are `VERB /path`, none for what only gRPC reaches."""

    method: str
    routes: tuple[str, ...]
    access: str
    permission: str
    scopes: tuple[str, ...]
    section: str


def rows() -> list[Row]:
    """Every method of the contract, by service, in the order of the protos."""
    files = load()
    routes = {
        method.rpc_path: tuple(f"{binding.verb} {binding.template}" for binding in method.bindings)
        for method in methods(files)
    }
    services = sorted(
        name for file in files for name in (s.full_name for s in file.services_by_name.values())
    )
    return [_row(one, routes.get(one.path, ())) for name in services for one in contracts_of(name)]


def _row(method: MethodContract, routes: tuple[str, ...]) -> Row:
    rule = method.rule
    access = _ACCESS[rule.access] + (", developer key only" if rule.developer_key_only else "")
    name = f"{method.service.removeprefix('parlance.')}.{method.name}"
    scopes = tuple(sorted(opening(method))) if routes and rule.access != options.ACCESS_PUBLIC else ()
    return Row(name, routes, access, rule.permission, scopes, rule.section)


def page(found: Iterable[Row]) -> str:
    """The page."""
    return "\n".join([HEAD, *_tables(found), ""])


def _tables(found: Iterable[Row]) -> Iterator[str]:
    service = ""
    for row in found:
        before, _, name = row.method.rpartition(".")
        if before != service:
            service = before
            yield f"\n## {service}\n"
            yield "| method | routes | access | permission | key scopes | section |"
            yield "|---|---|---|---|---|---|"
        routes = "<br>".join(f"`{route}`" for route in row.routes)
        permission = f"`{row.permission}`" if row.permission else ""
        scopes = ", ".join(row.scopes)
        yield f"| {name} | {routes} | {row.access} | {permission} | {scopes} | {row.section} |"


def main(argv: list[str]) -> int:
    """Entry point; returns the exit status."""
    text = page(rows())
    if "--check" in argv:
        if not PAGE.exists() or PAGE.read_text() != text:
            print("docs/access.md is not what the protos say; run `make access-table`", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
