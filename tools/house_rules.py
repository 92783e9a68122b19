"""Rules of this house that no linter knows; each failing line says what to do.

* a domain module imports only itself and the standard library
* no service imports another; the kernel imports no service
* a hand-written module is at most 300 lines
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("kernel", "services", "deploy", "tools", "bench", "tests")
LONGEST = 300
STDLIB = sys.stdlib_module_names


def imports(text: str, package: Sequence[str]) -> Iterator[str]:
    """Dotted names a module of this package imports, relative ones spelled out."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            if base == "services":
                yield from (f"services.{alias.name}" for alias in node.names)


def forbidden(where: Path, text: str) -> Iterator[str]:
    """Why an import of this module breaks a rule."""
    parts = where.parts
    home = ".".join(parts[:2])
    for name in imports(text, parts[:-1]):
        top = name.split(".")[0]
        if parts[0] == "kernel" and top == "services":
            yield f"imports {name}: the kernel knows no service"
        if parts[0] != "services" or len(parts) < 3:
            continue
        if name.startswith("services.") and not (name == home or name.startswith(home + ".")):
            yield f"imports {name}: services meet over gRPC and the bus"
        if "domain" in parts and top not in STDLIB and not name.startswith(f"{home}.domain"):
            yield f"imports {name}: a domain imports only itself and the standard library"


def violations(root: Path = ROOT) -> Iterator[str]:
    """Every broken rule, as `file: why`."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            where = path.relative_to(root)
            text = path.read_text()
            for why in forbidden(where, text):
                yield f"{where}: {why}"
            lines = text.count("\n")
            if lines > LONGEST:
                yield f"{where}: {lines} lines, at most {LONGEST}: a module holds one thing"


def main() -> int:
    """Print every violation; the exit status says whether there were any."""
    found = list(violations())
    print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
