"""All rows of all tables, for the reports."""

from __future__ import annotations

import functools
import importlib
from pathlib import Path

from tests.contract.runner import Case, endpoints

HERE = Path(__file__).parent


def all_cases() -> list[Case]:
    """The rows of every module here that has `CASES`."""
    modules = [importlib.import_module(f"tests.contract.{file.stem}") for file in HERE.glob("test_*.py")]
    return [
        case
        for module in modules
        for table in ("CASES", "FAILING_CASES")
        for case in getattr(module, table, ())
    ]


@functools.cache
def tested() -> set[str]:
    """The documented endpoints that rows exercise."""
    return {endpoint for case in all_cases() for endpoint in endpoints(case)}


def replayed() -> set[str]:
    """The recorded exchanges that rows name."""
    names = {name for case in all_cases() for name in case.names}
    from tests.contract.test_openwebui_auths import FIRST

    return names | {name for group in FIRST.values() for name in group}
