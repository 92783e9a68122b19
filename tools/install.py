"""Install a lock file into this environment, with progress, and put the project on its path.

    python tools/install.py requirements.lock

Every package is pinned with hashes and the lock is a complete closure, so pip resolves nothing. Progress is
a line every few seconds with how many packages have been fetched: an installation that is silent for a
minute looks hung.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def install(lock: Path) -> int:
    """Run pip on `lock`; returns its exit status."""
    total = sum("==" in line for line in lock.read_text().splitlines())
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    command += ["--require-hashes", "--no-deps", "-r", str(lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        tail: list[str] = []
        fetched, said = 0, time.monotonic()
        assert pip.stdout is not None
        for line in pip.stdout:
            tail = [*tail[-20:], line]
            fetched += line.startswith("Collecting ")
            fetched += line.startswith("Requirement already satisfied")
            if line.startswith("Installing collected") or time.monotonic() - said > 5:
                said = time.monotonic()
                print(f"      {fetched} of {total} packages", flush=True)
    if pip.returncode:
        print("".join(tail), file=sys.stderr)
    return pip.returncode


def put_on_path() -> None:
    """Let `import kernel`, `import services` and `import parlance` work in this environment."""
    site = Path(sysconfig.get_path("purelib"))
    (site / "parlance-checkout.pth").write_text(f"{ROOT}\n{ROOT / 'gen'}\n")


if __name__ == "__main__":
    status = install(Path(sys.argv[1]))
    if not status:
        put_on_path()
    raise SystemExit(status)
