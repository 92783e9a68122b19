"""Where everything is on one machine: ports, folders and the environment each part gets.

A URL that is set (PARLANCE_MONGO_URL, PARLANCE_NATS_URL, PARLANCE_QDRANT_URL, PARLANCE_OPENAI_URLS,
PARLANCE_OLLAMA_URLS) wins over the embedded part, which is then not started.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kernel.config import load
from services.inference.settings import Settings as InferenceSettings

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("auth", "chat", "knowledge", "inference")

PROCESS_DEFAULTS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Few malloc arenas: several small processes share one machine, idle memory counts.
    "MALLOC_ARENA_MAX": "2",
    # Messages of a MiB come and go: giving their memory back each time costs 40 times their serialisation.
    "MALLOC_MMAP_THRESHOLD_": "67108864",
    "MALLOC_TRIM_THRESHOLD_": "134217728",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Ports and folders of one embedded installation."""

    data: Path
    host: str
    port: int
    base: int
    given: Mapping[str, str]

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Layout:
        """Read PARLANCE_DATA_DIR, PARLANCE_HOST, PARLANCE_PORT and PARLANCE_PORT_BASE."""
        env = dict(os.environ if environ is None else environ)
        return cls(
            data=Path(env.get("PARLANCE_DATA_DIR", ROOT / "run")).resolve(),
            host=env.get("PARLANCE_HOST", "127.0.0.1"),
            port=int(env.get("PARLANCE_PORT", "8080")),
            base=int(env.get("PARLANCE_PORT_BASE", "8100")),
            given=env,
        )

    def grpc_port(self, service: str) -> int:
        """The gRPC port of a service; its HTTP endpoint (/health, /metrics) is 100 above."""
        return self.base + 1 + SERVICES.index(service)

    @property
    def mongo_port(self) -> int:
        """mongod."""
        return self.base + 31

    @property
    def nats_port(self) -> int:
        """nats-server, clients; its monitor is one above."""
        return self.base + 32

    @property
    def chat_model_port(self) -> int:
        """The local chat model (OpenAI API)."""
        return self.base + 34

    @property
    def embedding_port(self) -> int:
        """The local embedding model (OpenAI API)."""
        return self.base + 35

    @property
    def base_url(self) -> str:
        """Where clients connect."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{host}:{self.port}"

    @property
    def logs(self) -> Path:
        """One log file a part."""
        return self.data / "logs"

    @property
    def socket(self) -> Path:
        """Control socket of supervisord."""
        inside = self.data / "supervisor.sock"
        if len(bytes(inside)) < 100:
            return inside
        # A socket path has at most 107 bytes.
        name = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"parlance-{os.getuid()}-{name}.sock"

    def external(self, name: str) -> bool:
        """Whether a part is somebody else's: its PARLANCE_<name> is set."""
        return bool(self.given.get(f"PARLANCE_{name}"))

    def inference(self) -> InferenceSettings:
        """What inference and the local runner read: they decide which local models run."""
        return load(InferenceSettings, self.environment())

    def local_models(self) -> list[int]:
        """Ports of the local models that run."""
        settings = self.inference()
        ports = [self.chat_model_port] if settings.runs_local_chat else []
        return [*ports, self.embedding_port] if settings.runs_local_embeddings else ports

    def environment(self) -> dict[str, str]:
        """What every Parlance process gets: PARLANCE_* as given, completed by the embedded parts."""
        mongo = f"mongodb://127.0.0.1:{self.mongo_port}/?replicaSet=parlance&directConnection=true"
        defaults = {
            # Compiled modules are kept, also when this process keeps none: a start is quicker by seconds.
            "PYTHONDONTWRITEBYTECODE": "",
            "PARLANCE_DATA_DIR": str(self.data),
            "PARLANCE_HOST": self.host,
            "PARLANCE_PORT": str(self.port),
            "PARLANCE_PORT_BASE": str(self.base),
            "PARLANCE_MONGO_URL": mongo,
            "PARLANCE_NATS_URL": f"nats://127.0.0.1:{self.nats_port}",
            "PARLANCE_MASTER_KEY_FILE": str(self.data / "secrets" / "master.key"),
            "PARLANCE_SERVICE_SECRET_FILE": str(self.data / "secrets" / "service.secret"),
            "PARLANCE_LOCAL_CHAT_PORT": str(self.chat_model_port),
            "PARLANCE_LOCAL_EMBEDDING_PORT": str(self.embedding_port),
        }
        for service in SERVICES:
            defaults[f"PARLANCE_{service.upper()}_PORT"] = str(self.grpc_port(service))
        given = {k: v for k, v in self.given.items() if k.startswith("PARLANCE_")}
        return {**PROCESS_DEFAULTS, **defaults, **given, "PARLANCE_DATA_DIR": str(self.data)}

    def prepare(self) -> None:
        """Create the folders, private to this account."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)
        for name in ("mongo", "nats", "logs", "secrets", "blobs"):
            (self.data / name).mkdir(exist_ok=True)
