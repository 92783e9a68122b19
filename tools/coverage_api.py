"""Which documented endpoints are served, contract-tested or missing: `python -m tools.coverage_api`.

Documented endpoints come from tests/contract/tables, served ones from the contract in the protos,
tested ones from the rows of tests/contract. `--missing` names the endpoints that are not served.
"""

from __future__ import annotations

import functools
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from services.gateway.contract import load, methods
from tests.contract import rows
from tests.contract.shapes import documented, tables


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A documented endpoint."""

    surface: str
    section: str
    name: str
    """`METHOD /path`"""
    served: bool
    tested: bool


@functools.cache
def served() -> set[str]:
    """The documented endpoints that have a route."""
    bindings = [b for method in methods(load()) for b in method.bindings]
    return {name for b in bindings for name in documented(b.verb, b.template)}


def coverage() -> list[Endpoint]:
    """Every documented endpoint, in the order of the references."""
    found_served, found_tested = served(), rows.tested()
    return [
        Endpoint(
            "Open WebUI" if "n" in row else "AnythingLLM",
            row["section"],
            name,
            name in found_served,
            name in found_served and name in found_tested,
        )
        for row in tables()
        if row["documented"]
        for name in [f"{row['method']} {row['path']}"]
    ]


def report(endpoints: Iterable[Endpoint]) -> list[str]:
    """The table, a line a section and one a reference."""
    found = list(endpoints)
    lines = [f"{'':34}{'documented':>11}{'served':>8}{'tested':>8}{'missing':>9}"]
    for surface in dict.fromkeys(e.surface for e in found):
        mine = [e for e in found if e.surface == surface]
        lines += ["", _line(surface, mine)]
        for section in dict.fromkeys(e.section for e in mine):
            lines.append(_line(f"  {section}", [e for e in mine if e.section == section]))
    return [*lines, "", _line("All", found)]


def _line(title: str, endpoints: list[Endpoint]) -> str:
    count = Counter(served=0, tested=0)
    for endpoint in endpoints:
        count["served"] += endpoint.served
        count["tested"] += endpoint.tested
    total = len(endpoints)
    return f"{title:34}{total:11}{count['served']:8}{count['tested']:8}{total - count['served']:9}"


def main(arguments: list[str]) -> int:
    """Print the report; returns the exit status."""
    found = coverage()
    print("\n".join(report(found)))
    if "--missing" in arguments:
        print("\nNot served:")
        print("\n".join(f"  {e.name}" for e in found if not e.served))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
