"""Metrics of one service, in a registry of its own, in Prometheus' text format.

Calls are counted in plain integers and turned into Prometheus families only when scraped: counting
one costs well under a microsecond. Names: `parlance_rpc_calls_total{service,method,code}`,
`parlance_rpc_seconds`, `parlance_rpc_running`, `parlance_event_lag_seconds{follower}`,
`parlance_relay_pending`, `parlance_first_token_seconds{backend}`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import prometheus_client
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
FIRST_TOKEN_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class MethodStats:
    """Calls of one method: how many by code, how long, how many right now."""

    __slots__ = ("buckets", "codes", "method", "running", "seconds", "service")

    def __init__(self, service: str, method: str) -> None:
        self.service = service
        self.method = method
        self.codes: Counter[str] = Counter()
        self.buckets = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0
        self.running = 0

    def observe(self, code: str, seconds: float) -> None:
        """Count one finished call."""
        self.codes[code] += 1
        self.buckets[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


class _Calls(Collector):
    def __init__(self, methods: list[MethodStats]) -> None:
        self._methods = methods

    def collect(self) -> Iterable[Metric]:
        """Families of what was counted so far."""
        labels = ("service", "method")
        total = CounterMetricFamily(
            "parlance_rpc_calls", "Finished calls by gRPC code.", labels=(*labels, "code")
        )
        spent = HistogramMetricFamily("parlance_rpc_seconds", "Duration of calls.", labels=labels)
        running = GaugeMetricFamily("parlance_rpc_running", "Calls under way.", labels=labels)
        for stats in self._methods:
            at = (stats.service, stats.method)
            for code, count in stats.codes.items():
                total.add_metric((*at, code), count)
            so_far, buckets = 0, []
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), stats.buckets, strict=True):
                so_far += count
                buckets.append((bound, so_far))
            spent.add_metric(at, buckets, stats.seconds)
            running.add_metric(at, stats.running)
        return (total, spent, running)


class _Gauges(Collector):
    def __init__(self, name: str, doc: str, label: str, read: Callable[[], Mapping[str, float]]) -> None:
        self._name, self._doc, self._label, self._read = name, doc, label, read

    def collect(self) -> Iterable[Metric]:
        """The values at this moment."""
        family = GaugeMetricFamily(self._name, self._doc, labels=(self._label,))
        for value, number in self._read().items():
            family.add_metric((value,), number)
        return (family,)


class Metrics:
    """All metrics of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._methods: list[MethodStats] = []
        self.registry.register(_Calls(self._methods))
        self._first_token: Histogram | None = None

    def method(self, service: str, method: str) -> MethodStats:
        """The counters of one method; asked for once, when the server is built."""
        stats = MethodStats(service, method)
        self._methods.append(stats)
        return stats

    def gauges(self, name: str, doc: str, label: str, read: Callable[[], Mapping[str, float]]) -> None:
        """A family of gauges read when scraped: label value -> number."""
        self.registry.register(_Gauges(name, doc, label, read))

    def event_lag(self, read: Callable[[], Mapping[str, float]]) -> None:
        """Age in seconds of the oldest event each follower has not applied."""
        doc = "Age of the oldest event a follower has not applied."
        self.gauges("parlance_event_lag_seconds", doc, "follower", read)

    def relay_pending(self, read: Callable[[], Mapping[str, float]]) -> None:
        """Commits that are not on the bus yet, by service."""
        self.gauges("parlance_relay_pending", "Commits not on the bus yet.", "service", read)

    def first_token(self, backend: str, seconds: float) -> None:
        """Count the time from a completion's start to its first delta."""
        if self._first_token is None:
            self._first_token = Histogram(
                "parlance_first_token_seconds",
                "Time to the first delta of a completion.",
                ("backend",),
                buckets=FIRST_TOKEN_BOUNDS,
                registry=self.registry,
            )
        self._first_token.labels(backend).observe(seconds)

    def process(self) -> None:
        """Add memory, CPU and file descriptors of this process."""
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)

    def exposition(self) -> bytes:
        """Everything, as text for a Prometheus scrape."""
        return prometheus_client.generate_latest(self.registry)
