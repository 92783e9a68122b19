"""Generate the Python stubs in gen/ from protos/.

    python tools/gen.py            every package
    python tools/gen.py auth       only protos/parlance/auth/ (what it imports is read, not written)
    python tools/gen.py --check    exit 1 when gen/ differs from what the protos say

Stubs are committed and never edited. Every directory becomes a package.
"""

from __future__ import annotations

import filecmp
import sys
import tempfile
from pathlib import Path

import google.api.http_pb2
import grpc_tools
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parent.parent
PROTOS = ROOT / "protos"
GEN = ROOT / "gen"


def generate(sources: list[Path], out: Path) -> None:
    """Write stubs, type stubs and package files for `sources` below `out`."""
    site = Path(google.api.http_pb2.__file__).parents[2]
    builtin = Path(grpc_tools.__file__).parent / "_proto"
    args = ["protoc", f"-I{PROTOS}", f"-I{site}", f"-I{builtin}"]
    args += [f"--python_out={out}", f"--pyi_out={out}", f"--grpc_python_out={out}"]
    if protoc.main(args + [str(s) for s in sources]) != 0:
        raise SystemExit("protoc failed")
    for folder in {p.parent for p in out.rglob("*_pb2.py")}:
        while folder != out:
            (folder / "__init__.py").touch()
            folder = folder.parent
    for stub in out.rglob("*_pb2_grpc.py"):
        if "Stub" not in stub.read_text():
            stub.unlink()  # a proto without services


def differences(fresh: Path, kept: Path) -> list[str]:
    """Relative paths that are missing, superfluous or different in `kept`."""

    def names(base: Path) -> set[str]:
        found = (p.relative_to(base) for p in base.rglob("*") if p.suffix in (".py", ".pyi"))
        return {str(p) for p in found}

    a, b = names(fresh), names(kept)
    changed = {n for n in a & b if not filecmp.cmp(fresh / n, kept / n, shallow=False)}
    return sorted((a ^ b) | changed)


def main(argv: list[str]) -> int:
    """Entry point; returns the exit status."""
    check = "--check" in argv
    only = [a for a in argv if not a.startswith("-")]
    roots = [PROTOS / "parlance" / name for name in only] or [PROTOS / "parlance"]
    sources = sorted(p for root in roots for p in root.rglob("*.proto"))
    if not check:
        GEN.mkdir(exist_ok=True)
        generate(sources, GEN)
        return 0
    with tempfile.TemporaryDirectory() as tmp:
        generate(sources, Path(tmp))
        drift = differences(Path(tmp), GEN)
    for name in drift:
        print(f"gen/{name} does not match protos/; run `make proto`", file=sys.stderr)
    return 1 if drift else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
