"""Everything about one route that can be known at start: codecs, limits, statuses, the RPC to call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import grpc.aio
from parlance.common.v1 import common_pb2
from parlance.options.v1 import options_pb2 as options

from kernel.telemetry.metrics import MethodStats, Metrics
from services.gateway.call import NO_STORE
from services.gateway.codec.decode import Decode, Decoders
from services.gateway.codec.encode import Encoder, Encoders
from services.gateway.codec.params import PathReader, QueryReader, path_reader, query_fields, query_reader
from services.gateway.codec.plan import PlanError, Plans
from services.gateway.contract import Binding, Method
from services.gateway.dialects import Dialect
from services.gateway.dialects.base import is_json_type
from services.gateway.heads import HeadReader, HeadWriter, head_reader, head_writer
from services.gateway.routes import parse
from services.gateway.settings import Settings

UNARY, EVENTS, DOWNLOAD, UPLOAD = "unary", "events", "download", "upload"
_ADMIN = (options.ACCESS_ADMIN, options.ACCESS_SCIM)
_BARE = frozenset({204, 205, 304})


@dataclass(slots=True, eq=False)
class Endpoint:
    """One verb and path, ready to serve."""

    method: Method
    binding: Binding
    kind: str
    rule: Any
    dialect: Dialect
    request: Any
    """Class of the request message."""
    decode: Decode | None
    query: QueryReader | None
    path: PathReader | None
    head: HeadReader | None
    names: tuple[str, ...]
    encode: Encoder
    bare: bool
    """The answer has no body."""
    write_head: HeadWriter | None
    revalidates: bool
    """A GET whose reply carries an ETag: If-None-Match may spare the body."""
    status: int
    content_type: bytes
    is_json: bool
    public: bool
    changes: bool
    """Whether a page of another site may not ask for it with the user's cookie."""
    open_cors: bool
    """Whether pages of any site may ask, without a credential."""
    signs_in: bool
    """Whether it sets the session cookie, so that another site could make somebody somebody else."""
    names_client: bool
    """Whether the service is told the client's address: where it throttles or records who did what."""
    once: bool
    """Whether an idempotency key means something."""
    takes_range: bool
    deadline: float
    max_body: int
    stub: Any
    stats: MethodStats
    serve: Any = None
    reply_headers: list[tuple[bytes, bytes]] = field(default_factory=list)


class Compiler:
    """Makes endpoints from methods. Shares plans, codecs and channels among them."""

    def __init__(
        self,
        settings: Settings,
        dialects: Any,
        channel: Callable[[str], grpc.aio.Channel],
        metrics: Metrics,
    ) -> None:
        self.plans = Plans()
        self._settings = settings
        self._dialects = dialects
        self._channel = channel
        self._metrics = metrics
        self._encoders = Encoders()
        self._decoders = Decoders(settings.max_depth)

    def endpoints(self, method: Method) -> list[Endpoint]:
        """One endpoint per binding. Raises PlanError when the contract does not fit together."""
        try:
            kind = kind_of(method)
            stub = self._stub(method, kind)
            return [self._endpoint(method, binding, kind, stub) for binding in method.bindings]
        except (PlanError, ValueError) as error:
            raise PlanError(f"{method.full_name}: {error}") from error

    def _endpoint(self, method: Method, binding: Binding, kind: str, stub: Any) -> Endpoint:
        rule = method.rule
        plan = self.plans.of(method.descriptor.input_type)
        names = parse(binding.template)[1]
        dialect = self._dialects[rule.surface]
        decode = query = path = head = None
        if kind != UPLOAD:
            if binding.body:
                decode = self._decoders.body(plan, binding.body, names)
            query = query_reader(query_fields(plan, binding.body, names), self._settings.max_depth)
            path = path_reader(plan, names)
            head = head_reader(plan)
        writes = binding.verb != "GET"
        status = rule.status or (302 if rule.redirect else 200)
        bare = bool(rule.redirect) or status in _BARE
        content_type = rule.content_type.encode() or dialect.content_type
        public = rule.access == options.ACCESS_PUBLIC
        answered = self.plans.of(method.descriptor.output_type)
        tagged = any(f.header.lower() == "etag" for f in answered.fields)
        return Endpoint(
            method=method,
            binding=binding,
            kind=kind,
            rule=rule,
            dialect=dialect,
            request=plan.cls,
            decode=decode,
            query=query,
            path=path,
            head=head,
            names=names,
            bare=bare,
            write_head=head_writer(answered),
            revalidates=tagged and not writes and status == 200,
            encode=self._encoder(method, binding, kind),
            status=status,
            content_type=content_type,
            is_json=is_json_type(content_type.decode()),
            public=public,
            changes=writes or rule.revokes or rule.clears_session,
            open_cors=bool(rule.open_cors),
            signs_in=writes and bool(rule.sets_session),
            names_client=public or writes or rule.access in _ADMIN,
            once=writes,
            takes_range=kind == DOWNLOAD and "range" in plan.cls.DESCRIPTOR.fields_by_name,
            deadline=self._deadline(rule, kind, writes),
            max_body=rule.max_body or self._max_body(kind),
            stub=stub,
            stats=self._metrics.method("gateway", f"{binding.verb} {binding.template}"),
            reply_headers=[NO_STORE] if bare else [(b"content-type", content_type), NO_STORE],
        )

    def _deadline(self, rule: Any, kind: str, writes: bool) -> float:
        if rule.timeout:
            return float(rule.timeout)
        if kind != UNARY:
            return self._settings.stream_deadline
        return self._settings.write_deadline if writes else self._settings.read_deadline

    def _max_body(self, kind: str) -> int:
        return self._settings.max_upload if kind == UPLOAD else self._settings.max_body

    def _stub(self, method: Method, kind: str) -> Any:
        channel = self._channel(method.service)
        reply = self.plans.of(method.descriptor.output_type).cls.FromString
        make = {
            UNARY: channel.unary_unary,
            UPLOAD: channel.stream_unary,
            EVENTS: channel.unary_stream,
            DOWNLOAD: channel.unary_stream,
        }[kind]
        request = self.plans.of(method.descriptor.input_type).cls
        return make(
            method.rpc_path, request_serializer=request.SerializeToString, response_deserializer=reply
        )

    def _encoder(self, method: Method, binding: Binding, kind: str) -> Encoder:
        plan = self.plans.of(method.descriptor.output_type)
        if kind in (EVENTS, DOWNLOAD):
            return _never
        if method.rule.redirect:
            plan.by_attr("location")
            return _never
        attr = binding.response_body
        content_type = method.rule.content_type
        if content_type and not is_json_type(content_type):
            field_plan = plan.by_attr(attr)
            if field_plan.kind == "string":
                return lambda reply: getattr(reply, attr).encode()
            return lambda reply: getattr(reply, attr)
        return self._encoders.of_field(plan, attr) if attr else self._encoders.of(plan)


def kind_of(method: Method) -> str:
    """How a method is served. Raises PlanError for combinations nobody serves."""
    descriptor, rule = method.descriptor, method.rule
    reply = descriptor.output_type
    if descriptor.client_streaming:
        if descriptor.server_streaming or not rule.multipart:
            raise PlanError("a client-streaming method is a multipart upload with one reply")
        if descriptor.input_type.full_name != common_pb2.Upload.DESCRIPTOR.full_name:
            raise PlanError("a multipart method takes parlance.common.v1.Upload")
        return UPLOAD
    if not descriptor.server_streaming:
        return UNARY
    if rule.framing == options.FRAMING_RAW:
        if reply.full_name != common_pb2.Download.DESCRIPTOR.full_name:
            raise PlanError("FRAMING_RAW returns parlance.common.v1.Download")
        return DOWNLOAD
    if rule.framing == options.FRAMING_UNSPECIFIED:
        raise PlanError("a stream without a framing")
    if reply.full_name != common_pb2.Frame.DESCRIPTOR.full_name:
        raise PlanError("a framed stream returns parlance.common.v1.Frame")
    return EVENTS


def _never(reply: Any) -> bytes:
    raise AssertionError("this kind of reply has no JSON body")
