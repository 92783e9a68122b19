"""Put OpenLDAP's slapd, which the directory tests run, into this environment: no root, nothing installed.

    python tools/fetch_slapd.py

apt downloads the packages this machine lacks (2 MB on Debian 12) and checks their signatures as always;
they are unpacked into `<environment>/slapd`, so no maintainer script runs, no daemon starts and no profile
of the system confines it. Machines without apt keep the tests skipped, unless CI is set: then it fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

TARGET = Path(sys.prefix) / "slapd"
_PATIENCE = 300


class CannotFetch(Exception):
    """Why there is no slapd; the text is for the person who asked for it."""


def fetch(target: Path) -> None:
    """Download and unpack into `target`, which appears complete or not at all. Raises CannotFetch."""
    for needed in ("apt-get", "dpkg-deb"):
        if shutil.which(needed) is None:
            raise CannotFetch(f"{needed} is missing: slapd is fetched on Debian and Ubuntu only")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="slapd-") as name:
        folder = Path(name)
        packages = _download(folder)
        root = folder / "root"
        for package in packages:
            _run(["dpkg-deb", "-x", str(package), str(root)])
        if not (root / "usr" / "sbin" / "slapd").exists():
            raise CannotFetch("the package slapd holds no /usr/sbin/slapd")
        shutil.rmtree(target, ignore_errors=True)
        root.rename(target)


def _download(folder: Path) -> list[Path]:
    """The packages of slapd and of what it needs and the machine lacks."""
    lists, archives = folder / "lists", folder / "archives"
    (lists / "partial").mkdir(parents=True)
    (archives / "partial").mkdir(parents=True)
    common = ["-qq", "-o", f"Dir::Cache={folder}", "-o", f"Dir::Cache::archives={archives}"]
    # Nothing shared is written, so no lock and no other user is needed.
    common += ["-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User="]
    install = ["install", "--reinstall", "--download-only", "--no-install-recommends", "--yes", "slapd"]
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


def main() -> int:
    """Fetch unless it is there; the exit status is an error in CI only."""
    if (TARGET / "usr" / "sbin" / "slapd").exists():
        return 0
    print("fetching slapd for the directory tests", flush=True)
    try:
        fetch(TARGET)
    except CannotFetch as why:
        required = bool(os.environ.get("CI"))
        print(f"slapd: {why}", file=sys.stderr)
        if not required:
            print("tests against a real directory will be skipped", file=sys.stderr)
        return int(required)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
