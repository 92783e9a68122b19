"""Write docs/settings.md: every environment variable the services read.

    python tools/settings_table.py            write docs/settings.md
    python tools/settings_table.py --check    exit 1 when the page is not what the code says

A setting without a doc string is an error. A service's settings class is the dataclass of its
module services/<name>/settings.py.
"""

from __future__ import annotations

import importlib
import sys
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from kernel.config import CommonSettings, documented

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "settings.md"
HEAD = """# Settings

Every setting is an environment variable. What is not set has the default shown here. Lists are
separated by `;`. Paths are relative to the folder the process starts in. A value that does not fit
stops the start and names its variable. This page is made by `tools/settings_table.py`.
"""


def settings_of(name: str) -> type[Any]:
    """The settings class of a service: the one in its settings module."""
    module = importlib.import_module(f"services.{name}.settings")
    for value in vars(module).values():
        if isinstance(value, type) and value.__module__ == module.__name__ and is_dataclass(value):
            return value
    raise LookupError(f"services/{name}/settings.py has no settings class")


def table(settings: type[Any], skip: frozenset[str]) -> tuple[list[str], list[str]]:
    """Rows of one class and the variables that lack a doc string."""
    rows, missing = ["| variable | type | default | meaning |", "|---|---|---|---|"], []
    for row in documented(settings):
        if row.variable in skip:
            continue
        if not row.doc:
            missing.append(f"{settings.__module__}: {row.variable}")
        default = f"`{row.default}`" if row.default else ""
        meaning = row.doc.replace("|", "\\|")
        rows.append(f"| `{row.variable}` | {row.kind} | {default} | {meaning} |")
    return rows, missing


def page() -> tuple[str, list[str]]:
    """The page and what is missing for it."""
    rows, missing = table(CommonSettings, frozenset())
    parts = [HEAD, "## All services\n", "\n".join(rows), ""]
    common = frozenset(row.variable for row in documented(CommonSettings))
    for file in sorted((ROOT / "services").glob("*/settings.py")):
        name = file.parent.name
        rows, lacking = table(settings_of(name), common)
        missing += lacking
        if len(rows) > 2:
            parts += [f"## {name}\n", "\n".join(rows), ""]
    return "\n".join(parts), missing


def main(argv: list[str]) -> int:
    """Entry point; returns the exit status."""
    text, missing = page()
    for name in missing:
        print(f"{name} has no doc string", file=sys.stderr)
    if "--check" in argv:
        if not PAGE.exists() or PAGE.read_text() != text:
            print("docs/settings.md is not up to date; run `make settings`", file=sys.stderr)
            return 1
    else:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
