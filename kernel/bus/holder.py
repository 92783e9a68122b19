"""Who holds a lease: a process, known well enough to tell on its own machine that it has ended."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease: a process, told from a later one with the same number by its start."""

    machine: str
    pid: int
    started: str
    id: str

    @classmethod
    def this_process(cls) -> Holder:
        """The running process, with an id of its own for each call."""
        return cls(_machine(), os.getpid(), _started(os.getpid()), uuid.uuid4().hex)

    def document(self) -> dict[str, Any]:
        """As stored in the lease."""
        return {"machine": self.machine, "pid": self.pid, "started": self.started, "id": self.id}

    def saw_end(self, other: dict[str, Any]) -> bool:
        """Whether another holder was a process of this machine that no longer runs."""
        if not self.machine or other.get("machine") != self.machine:
            return False
        return _started(int(other.get("pid", 0))) != other.get("started")


def _machine() -> str:
    # Process numbers mean something only within one boot and one process namespace.
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        return ""
    return f"{boot}:{space}"


def _started(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]
