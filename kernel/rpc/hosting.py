"""A running service: everything between its settings and its listening port, started in order.

`hosted` connects MongoDB, makes the event store, begins to connect the bus, builds the App, and
only when all of it stands announces the gRPC server. It ends in reverse: no new calls, running ones
finish, background work stops, what was committed goes out to the bus, connections close. Several
services can be hosted on one event loop. The bus may be away at any time, also at the start.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from kernel.bus.check import MonitorSilent, UnsafeBus, check_servers
from kernel.bus.nats import Bus
from kernel.config import CommonSettings
from kernel.context import CallContext, Caller
from kernel.deltas.stream import Deltas, DeltaSettings
from kernel.eventstore.codec import Registry
from kernel.eventstore.idempotency import once
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.identity.assembly import authenticating, own_credential
from kernel.identity.service_credential import ServiceCredential
from kernel.live.listener import Listener
from kernel.live.sender import LiveEvents
from kernel.livesettings.live import LiveSettings, reader
from kernel.mongo import Mongo, connect
from kernel.privacy import KeyRing, MongoKeys, load_master_key
from kernel.rpc.channel import Channels
from kernel.rpc.conventions import event_registry
from kernel.rpc.eventing import Eventing, eventing
from kernel.rpc.handlers import Capacity, Surroundings
from kernel.rpc.http import HttpEndpoint
from kernel.rpc.notices import Notices
from kernel.rpc.server import RpcServer
from kernel.rpc.supervision import Supervised
from kernel.rpc.traced import TracedStore
from kernel.service import App, Runtime
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing, provider

Build = Callable[[Runtime], Awaitable[App]]
log = logging.getLogger("parlance.host")

KEYS_DATABASE = "keys"
"""Database (after the prefix) with the per-person keys: one for all services."""
FORGOTTEN = "keys.forgotten"
"""Notice: the key of a person was dropped."""


@dataclass(slots=True)
class HostedService:
    """A service that runs. Ports are the ones really listened on."""

    name: str
    settings: CommonSettings
    runtime: Runtime
    app: App
    store: MongoEventStore
    events: Eventing
    port: int = 0
    http_port: int = 0
    state: str = "starting"
    """starting, serving or stopping."""


@asynccontextmanager
async def hosted(
    name: str, settings: CommonSettings, build: Build, registry: Registry | None = None
) -> AsyncIterator[HostedService]:
    """Run a service until the block ends, then drain it.

    The event types come from `registry`, or by convention from the service's `adapters/events.py`.
    Raises what makes a start impossible: an unsafe or unreachable MongoDB, a taken port, a contract
    that a servicer does not fulfil.
    """
    async with AsyncExitStack() as stack:
        metrics = Metrics()
        metrics.process()
        http = HttpEndpoint(name, metrics)
        await http.start(settings.host, settings.http_port(name))
        stack.push_async_callback(http.stop)
        tracing = traced(name, settings, stack)
        mongo = await connect(settings.mongo_url, settings.mongo_driver, app_name=f"parlance-{name}")
        stack.push_async_callback(mongo.close)
        keys = await _keys(settings, mongo)
        types = registry or event_registry(build)
        parts = (mongo, settings.db_prefix + name, types, keys)
        store = TracedStore(tracing, *parts) if settings.otlp_endpoint else MongoEventStore(*parts)
        if settings.production:
            await _check_bus(settings)
        bus = Bus(settings.nats_url, prefix=settings.nats_prefix, name=f"parlance-{name}")
        await bus.start()
        stack.push_async_callback(bus.close)
        channels = Channels(settings)
        stack.push_async_callback(channels.close)
        credential = own_credential(name, settings)
        authenticator = await stack.enter_async_context(authenticating(credential, channels.to("auth"), bus))
        notices = Notices(bus)
        stack.push_async_callback(notices.close)
        await _share_forgetting(keys, notices)
        listener = Listener(bus)
        stack.push_async_callback(listener.close)
        live = LiveSettings(bus, reader(channels.to("auth"), credential.authorization))
        runtime = Runtime(
            name=name,
            settings=settings,
            store=store,
            database=store.database,
            keys=keys,
            channel=channels.to,
            publish=notices.publish,
            subscribe=notices.subscribe,
            service_context=_as_service(credential),
            metrics=metrics,
            tracing=tracing,
            live_settings=live,
            revocations=authenticator.revocations,
            refusals=authenticator.refusals,
            live_events=LiveEvents(bus.publish),
            live_listener=listener,
            deltas=Deltas(
                bus, DeltaSettings(settings.delta_age, settings.delta_bytes, settings.nats_replicas)
            ),
        )
        app = await build(runtime)
        for stop in app.on_stop:
            stack.push_async_callback(stop)
        store.register(app.projections)
        await store.ensure_indexes()
        events = await stack.enter_async_context(
            eventing(
                *(app, store, bus, keys, settings, name, tracing),
                channels.to,
                runtime.service_context,
            )
        )
        events.measured_by(metrics)
        supervised = await stack.enter_async_context(Supervised())
        if live.wanted:
            supervised.keep("settings", live.run)
        for work in app.background:
            supervised.keep(getattr(work, "__qualname__", name), work)
        service = HostedService(name, settings, runtime, app, store, events, http_port=http.port)
        around = Surroundings(
            authenticator=authenticator,
            metrics=metrics,
            tracing=tracing,
            once=lambda ctx, key, mark, run, long: once(store, ctx, key, mark, run, long=long),
            calls=Capacity(settings.max_concurrent_calls),
            streams=Capacity(settings.max_concurrent_streams),
            unary_deadline=settings.default_deadline,
            stream_deadline=settings.default_stream_deadline,
            access_log=settings.access_log,
            fingerprint_key=credential.derived("idempotency"),
        )
        server = RpcServer([*app.servicers, *events.servicers], around, settings)
        await server.start(settings.grpc_port(name))
        stack.push_async_callback(_drain, service, server, settings)
        await server.announce(serving=True)
        service.port = server.port
        service.state = "serving"
        http.missing = _missing(service)
        yield service


def traced(name: str, settings: CommonSettings, stack: AsyncExitStack) -> Tracing:
    """Tracing to the collector of the settings, flushed when the stack ends; off without one."""
    if not settings.otlp_endpoint:
        return Tracing()
    made = provider(name, settings.otlp_endpoint)
    stack.push_async_callback(asyncio.to_thread, made.shutdown)
    return Tracing(made.get_tracer("parlance"), settings.trace_ratio)


async def _check_bus(settings: CommonSettings) -> None:
    if not settings.nats_monitor_urls:
        raise UnsafeBus("production needs PARLANCE_NATS_MONITOR_URLS, to see how the bus stores")
    try:
        await check_servers(settings.nats_monitor_urls)
    except MonitorSilent as error:
        # A start must not depend on the bus: the log is MongoDB.
        log.warning("the bus is not checked: %s", error)


async def _drain(service: HostedService, server: RpcServer, settings: CommonSettings) -> None:
    service.state = "stopping"
    await server.stop(settings.drain_pause, settings.drain_grace)


def _missing(service: HostedService) -> Callable[[], Awaitable[str]]:
    async def missing() -> str:
        if service.state != "serving":
            return service.state
        return await service.app.ready() if service.app.ready is not None else ""

    return missing


async def _keys(settings: CommonSettings, mongo: Mongo) -> KeyRing:
    master = load_master_key(settings.master_key_path, create=not settings.production)
    keys = KeyRing(MongoKeys(mongo.database(settings.db_prefix + KEYS_DATABASE)), master)
    await keys.start()
    return keys


async def _share_forgetting(keys: KeyRing, notices: Notices) -> None:
    """A key dropped in one process leaves the caches of the others at once, not when they age."""

    async def tell(subject: str) -> None:
        await notices.publish(FORGOTTEN, subject.encode())

    async def drop(_: str, subject: bytes) -> None:
        keys.drop(subject.decode())

    keys.forgotten = tell
    await notices.subscribe(FORGOTTEN, drop)


def _as_service(credential: ServiceCredential) -> Callable[[CallContext], CallContext]:
    caller: Caller = credential.caller(credential.authorization)

    def context(ctx: CallContext) -> CallContext:
        return replace(ctx, caller=caller, token=credential.authorization, idempotency_key="")

    return context
