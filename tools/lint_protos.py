"""`buf lint` over protos/, without a module registry: protoc resolves the imports, buf reads the image."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import google.api.http_pb2
import grpc_tools
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Returns buf's exit status."""
    protos = ROOT / "protos"
    sources = [str(p) for p in sorted(protos.rglob("*.proto"))]
    includes = [
        protos,
        Path(google.api.http_pb2.__file__).parents[2],
        Path(grpc_tools.__file__).parent / "_proto",
    ]
    with tempfile.TemporaryDirectory() as tmp:
        image = Path(tmp) / "image.binpb"
        args = ["protoc", *(f"-I{i}" for i in includes), f"--descriptor_set_out={image}"]
        if protoc.main([*args, "--include_imports", "--include_source_info", *sources]):
            return 1
        buf = Path(sys.executable).with_name("buf")
        paths = [f"--path={p}" for p in sorted({str(Path(s).relative_to(protos)) for s in sources})]
        return subprocess.run(
            [buf, "lint", image, "--config", ROOT / "buf.yaml", *paths], check=False
        ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
