"""Settings: one frozen dataclass per service, read from PARLANCE_<FIELD> environment variables.

A service subclasses CommonSettings, gives every field a default and, on the line below it, a doc
string. `load` converts by the field's type; lists are separated by `;`. A variable that is set but
empty means "" for text, nothing for lists, and the default for everything else. A value that does
not fit is reported with the name of its variable. `documented` yields what the table in
docs/settings.md shows.
"""

from __future__ import annotations

import ast
import inspect
import os
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

PREFIX = "PARLANCE_"
S = TypeVar("S")

Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]
Positive = Annotated[int, msgspec.Meta(gt=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]
Ratio = Annotated[float, msgspec.Meta(ge=0, le=1)]

HTTP_PORT_OFFSET = 100
"""The /health, /ready and /metrics endpoint of a service listens at its gRPC port plus this."""


class SettingsError(Exception):
    """One or more variables do not fit; the text names each of them."""


@dataclass(frozen=True, slots=True)
class CommonSettings:
    """What every service reads."""

    data_dir: Path = Path("run/data")
    """Folder of everything the embedded parts and the services keep on disk."""
    host: str = "127.0.0.1"
    """Address the servers listen on. 0.0.0.0 listens on all interfaces."""
    auth_port: Port = 8101
    """gRPC port of the auth service; 0 takes a free one. Health and metrics listen 100 above."""
    chat_port: Port = 8102
    """gRPC port of the chat service; 0 takes a free one. Health and metrics listen 100 above."""
    knowledge_port: Port = 8103
    """gRPC port of the knowledge service; 0 takes a free one. Health and metrics listen 100 above."""
    inference_port: Port = 8104
    """gRPC port of the inference service; 0 takes a free one. Health and metrics listen 100 above."""
    auth_target: str = ""
    """Where auth is reached (`dns:///auth-headless:8101`); empty means 127.0.0.1 at its port."""
    chat_target: str = ""
    """Where chat is reached; empty means 127.0.0.1 at its port."""
    knowledge_target: str = ""
    """Where knowledge is reached; empty means 127.0.0.1 at its port."""
    inference_target: str = ""
    """Where inference is reached; empty means 127.0.0.1 at its port."""
    mongo_url: str = field(default="mongodb://127.0.0.1:8131/?replicaSet=rs0", repr=False)
    """MongoDB replica set or sharded cluster."""
    mongo_driver: Literal["pymongo", "motor"] = "pymongo"
    """Client library: pymongo (its asynchronous client) or motor."""
    db_prefix: str = "parlance_"
    """Prefix of the database names; each service has one of its own."""
    nats_url: str = field(default="nats://127.0.0.1:8132", repr=False)
    """NATS servers with JetStream, comma-separated."""
    nats_prefix: str = ""
    """Prefix of JetStream stream and consumer names and of subjects, for several installations on one bus."""
    nats_replicas: Positive = 1
    """Copies of each JetStream stream: 3 in production."""
    delta_age: Seconds = 900.0
    """Seconds a client that lost its connection can come back for the deltas of an answer."""
    delta_bytes: Positive = 32 * 1024 * 1024
    """Memory of the bus for deltas of answers; beyond it the oldest go. Set when the stream is made."""
    nats_monitor_urls: tuple[str, ...] = ()
    """Monitors of the NATS servers (`http://nats-0:8222`), asked at the start in production."""
    production: bool = False
    """Refuse to start on weak settings: a bus that does not sync each write, missing secrets."""
    master_key_file: Path | None = None
    """File with the key that wraps the per-person keys; default `secrets/master.key` in the data folder."""
    service_secret_file: Path | None = None
    """File with the secret of the services; default `secrets/service.secret` in the data folder."""
    erasure_settle: Seconds = 40.0
    """Seconds after a deletion at which each service looks once more for what calls under way have left."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least level that is logged."""
    access_log: bool = False
    """Log one line for each call."""
    otlp_endpoint: str = ""
    """OTLP/gRPC collector that gets traces (`http://collector:4317`); empty turns tracing off."""
    trace_ratio: Ratio = 0.05
    """Share of traces kept when the caller has not decided."""
    max_concurrent_calls: Positive = 512
    """Unary calls a service works on at once; more are refused with OVERLOADED at once."""
    max_concurrent_streams: Positive = 4096
    """Streaming calls a service works on at once; more are refused with OVERLOADED at once."""
    default_deadline: Seconds = 30.0
    """Seconds a unary call may take when the caller sets no deadline."""
    default_stream_deadline: Seconds = 600.0
    """Seconds a streaming call may take when the caller sets no deadline."""
    max_message_bytes: Positive = 64 * 1024 * 1024
    """Largest gRPC message sent or taken."""
    max_connection_age: Seconds = 300.0
    """Seconds after which a client is asked to connect anew, so that it finds new replicas. 0: never."""
    max_connection_age_grace: Seconds = 600.0
    """Seconds calls on an aged connection may go on."""
    drain_pause: Seconds = 0.0
    """Seconds between "not ready" and "no new calls" when stopping; 5 behind a load balancer."""
    drain_grace: Seconds = 10.0
    """Seconds running calls get to finish when stopping."""

    def grpc_port(self, service: str) -> int:
        """The gRPC port of a service of this installation."""
        return int(getattr(self, f"{service}_port"))

    def http_port(self, service: str) -> int:
        """The port of a service's health and metrics; 0 (a free one) when its gRPC port is."""
        port = self.grpc_port(service)
        return port + HTTP_PORT_OFFSET if port else 0

    def target(self, service: str) -> str:
        """Where a service is reached, as a gRPC target."""
        return str(getattr(self, f"{service}_target")) or f"127.0.0.1:{self.grpc_port(service)}"

    @property
    def master_key_path(self) -> Path:
        """Where the master key is read from."""
        return self.master_key_file or self.data_dir / "secrets" / "master.key"

    @property
    def service_secret_path(self) -> Path:
        """Where the shared secret of the services is read from."""
        return self.service_secret_file or self.data_dir / "secrets" / "service.secret"


def load(settings: type[S], environ: Mapping[str, str] | None = None) -> S:
    """Build a settings object from the environment. Raises SettingsError naming every bad variable."""
    source = os.environ if environ is None else environ
    hints = get_type_hints(settings, include_extras=True)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for entry in fields(settings):  # type: ignore[arg-type]
        variable = PREFIX + entry.name.upper()
        text = source.get(variable)
        if text is None:
            continue
        try:
            found = _convert(text, hints[entry.name])
        except msgspec.ValidationError as error:
            shown = "(value hidden)" if not entry.repr else repr(text)
            problems.append(f"{variable}={shown}: {_plain(error, entry)}")
        else:
            if found is not MISSING:
                values[entry.name] = found
    if problems:
        raise SettingsError("; ".join(problems))
    return settings(**values)


@dataclass(frozen=True, slots=True)
class Documented:
    """One row of the settings table."""

    variable: str
    kind: str
    default: str
    doc: str
    owner: str


def documented(settings: type[Any]) -> Iterator[Documented]:
    """The rows of the settings table, in order; a field without a doc string has an empty `doc`."""
    docs: dict[str, tuple[str, str]] = {}
    for cls in reversed(settings.__mro__):
        docs.update({name: (doc, cls.__name__) for name, doc in _field_docs(cls).items()})
    hints = get_type_hints(settings)
    for entry in fields(settings):
        doc, owner = docs.get(entry.name, ("", settings.__name__))
        yield Documented(PREFIX + entry.name.upper(), _kind(hints[entry.name]), _default(entry), doc, owner)


def _convert(text: str, kind: Any) -> Any:
    bare = kind.__origin__ if get_origin(kind) is Annotated else kind
    if bare is str:
        return msgspec.convert(text, kind)
    if get_origin(bare) in (tuple, list, frozenset):
        parts = [part.strip() for part in text.split(";")] if text.strip() else []
        return msgspec.convert(parts, kind, strict=False, dec_hook=_path)
    if text == "":
        return MISSING
    return msgspec.convert(text.strip(), kind, strict=False, dec_hook=_path)


def _path(kind: type[Any], value: Any) -> Any:
    if kind is Path:
        return Path(value).expanduser()
    raise NotImplementedError(f"a setting cannot be of type {kind}")


def _plain(error: msgspec.ValidationError, entry: Field[Any]) -> str:
    # msgspec repeats the value for some types; a secret must not reach a log this way.
    return str(error) if entry.repr else "does not fit its type"


def _field_docs(cls: type[Any]) -> dict[str, str]:
    if "__dataclass_fields__" not in cls.__dict__:
        return {}
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(tree, ast.ClassDef)
    found: dict[str, str] = {}
    for node, after in zip(tree.body, tree.body[1:], strict=False):
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found[node.target.id] = " ".join(str(after.value.value).split())
    return found


def _kind(hint: Any) -> str:
    if get_origin(hint) in (tuple, list, frozenset):
        return "list (;)"
    if get_origin(hint) is Literal:
        return ", ".join(map(str, get_args(hint)))
    names = {str: "text", int: "number", float: "number", bool: "true/false", Path: "path"}
    kinds = [names[kind] for kind in (hint, *get_args(hint)) if kind in names]
    return kinds[0] if kinds else str(hint)


def _default(entry: Field[Any]) -> str:
    value = entry.default_factory() if entry.default_factory is not MISSING else entry.default
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
