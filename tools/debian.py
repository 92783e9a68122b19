"""Programs of Debian's archive in this environment: no root, nothing installed.

apt downloads the packages this machine lacks and checks their signatures as always; they are unpacked into a
folder of the environment, so no maintainer script runs, no daemon starts and no profile of the system
confines them. Machines without apt keep the tests that need them skipped, unless CI is set: then fetching
fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 600


class CannotFetch(Exception):
    """Why a program is not there; the text is for the person who asked for it."""


def ensure(package: str, program: str, target: Path, purpose: str) -> int:
    """Fetch a package unless its program (a path below `target`) is there. The exit status to end with: not 0
    when it is missing in CI. `purpose` says what is skipped without it."""
    if (target / program).exists():
        return 0
    print(f"fetching {package} for {purpose}", flush=True)
    try:
        fetch(package, program, target)
    except CannotFetch as why:
        required = bool(os.environ.get("CI"))
        print(f"{package}: {why}", file=sys.stderr)
        if not required:
            print(f"{purpose} will be skipped", file=sys.stderr)
        return int(required)
    return 0


def fetch(package: str, program: str, target: Path) -> None:
    """Download and unpack into `target`, which appears complete or not at all. Raises CannotFetch."""
    for needed in ("apt-get", "dpkg-deb"):
        if shutil.which(needed) is None:
            raise CannotFetch(f"{needed} is missing: it is fetched on Debian and Ubuntu only")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{target.name}-") as name:
        folder = Path(name)
        root = folder / "root"
        for archive in _download(package, folder):
            _run(["dpkg-deb", "-x", str(archive), str(root)])
        if not (root / program).exists():
            raise CannotFetch(f"the package holds no /{program}")
        shutil.rmtree(target, ignore_errors=True)
        root.rename(target)


def _download(package: str, folder: Path) -> list[Path]:
    """The archives of a package and of what it needs and the machine lacks."""
    lists, archives = folder / "lists", folder / "archives"
    (lists / "partial").mkdir(parents=True)
    (archives / "partial").mkdir(parents=True)
    common = ["-qq", "-o", f"Dir::Cache={folder}", "-o", f"Dir::Cache::archives={archives}"]
    # Nothing shared is written, so no lock and no other user is needed.
    common += ["-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=", "-o", "Acquire::Retries=3"]
    install = ["install", "--reinstall", "--download-only", "--no-install-recommends", "--yes", package]
    own_lists = ["-o", f"Dir::State::lists={lists}"]
    try:
        _run(["apt-get", *common, *install])
    except CannotFetch:
        # No lists on this machine (slim images), or lists of packages that have been replaced.
        _run(["apt-get", *common, *own_lists, "update"])
        _run(["apt-get", *common, *own_lists, *install])
    return sorted(archives.glob("*.deb"))


def _run(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise CannotFetch(f"{command[0]} did not end within {_PATIENCE} seconds") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise CannotFetch(f"{' '.join(command[:1])} failed: {' '.join(said[-3:])}")
