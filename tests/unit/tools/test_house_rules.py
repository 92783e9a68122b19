"""The house rules catch what they forbid, and say where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.house_rules import LONGEST, violations


def broken(root: Path, where: str, text: str) -> list[str]:
    """The violations of a tree with one module."""
    path = root / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return list(violations(root))


@pytest.mark.parametrize(
    ("where", "text", "why"),
    [
        ("kernel/a.py", "import services.auth.app\n", "the kernel knows no service"),
        ("kernel/deep/a.py", "def f():\n    from services.auth import app\n", "the kernel knows no service"),
        (
            "services/chat/app.py",
            "from services.auth.app import build\n",
            "services meet over gRPC and the bus",
        ),
        ("services/chat/app.py", "from services import auth\n", "services meet over gRPC and the bus"),
        ("services/chat/app.py", "from ..auth.app import build\n", "services meet over gRPC and the bus"),
        ("services/chat/app.py", "import services.chatter\n", "services meet over gRPC and the bus"),
        ("services/chat/domain/chat.py", "import msgspec\n", "only itself and the standard library"),
        (
            "services/chat/domain/chat.py",
            "from kernel.errors import Refusal\n",
            "only itself and the standard library",
        ),
        (
            "services/chat/domain/a/b.py",
            "from services.chat.rpc import chats\n",
            "only itself and the standard library",
        ),
        ("services/chat/domain/chat.py", "from ..rpc import chats\n", "only itself and the standard library"),
    ],
)
def test_an_import_over_a_border_is_named(tmp_path: Path, where: str, text: str, why: str) -> None:
    found = broken(tmp_path, where, text)
    assert found
    assert all(line.startswith(f"{where}: imports ") for line in found)
    assert any(why in line for line in found)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (
            "kernel/a.py",
            "import asyncio\nfrom kernel.errors import Refusal\nfrom parlance.auth.v1 import a_pb2\n",
        ),
        ("services/chat/app.py", "from kernel.service import App\nfrom services.chat.rpc import chats\n"),
        ("services/chat/rpc/a.py", "from ..domain import chat\nfrom . import b\n"),
        ("services/chat/domain/chat.py", "import re\nfrom services.chat.domain.events import Made\n"),
        ("services/chat/domain/chat.py", "from .events import Made\n"),
        ("tests/unit/test_a.py", "from services.auth import app\nfrom services.chat import app as other\n"),
    ],
)
def test_imports_within_the_borders_pass(tmp_path: Path, where: str, text: str) -> None:
    assert broken(tmp_path, where, text) == []


def test_a_module_may_be_long_but_not_longer(tmp_path: Path) -> None:
    assert broken(tmp_path, "tools/a.py", "x = 1\n" * LONGEST) == []
    found = broken(tmp_path, "tools/a.py", "x = 1\n" * (LONGEST + 1))
    assert found == [f"tools/a.py: {LONGEST + 1} lines, at most {LONGEST}: a module holds one thing"]


def test_generated_stubs_are_nobodys_module(tmp_path: Path) -> None:
    assert broken(tmp_path, "gen/parlance/a_pb2.py", "import services.auth\n" * (LONGEST + 1)) == []
