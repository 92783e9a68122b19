"""What must hold after a fault, as functions of what was recorded and what is found. Each names problems."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tests.integration.faults.recorder import OK, REFUSED, Request


def effects(writes: Sequence[Request], found: Mapping[str, int], finals: Mapping[str, str]) -> list[str]:
    """Every acknowledged write shows once, every refused one nowhere, nothing shows twice.

    `found`: how often each mark was read back. `finals`: the mark that stands at each place whose writes
    replace one another.
    """
    problems = []
    last: dict[str, Request] = {}
    for write in writes:
        if write.replaces:
            if write.outcome == OK:
                last[write.place] = write
            continue
        times = found.get(write.mark, 0)
        if write.outcome == OK and times != 1:
            problems.append(f"{write.kind} {write.mark} was acknowledged and shows {times} times")
        elif write.outcome == REFUSED and times:
            problems.append(f"{write.kind} {write.mark} was refused and shows {times} times")
        elif times > 1:
            problems.append(f"{write.kind} {write.mark} shows {times} times")
    for place, write in last.items():
        if finals.get(place) != write.mark:
            problems.append(f"{write.kind} {write.mark} was acknowledged last, {finals.get(place)} stands")
    return problems


def versions(commits: Iterable[tuple[str, int, int]]) -> list[str]:
    """Each stream's versions are 1..n. `commits`: stream, first version, number of events."""
    seen: dict[str, list[int]] = defaultdict(list)
    for stream, first, count in commits:
        seen[stream].extend(range(first, first + count))
    return [
        f"{stream} has versions {sorted(found)}"
        for stream, found in seen.items()
        if sorted(found) != list(range(1, len(found) + 1))
    ]


def mirrored(service: str, log: Sequence[str], bus: Sequence[str]) -> list[str]:
    """The bus holds each event of the log exactly once, in the log's order. Both: event ids in order."""
    if list(log) == list(bus):
        return []
    problems = [f"{service}: event {one} is not on the bus" for one in sorted(set(log) - set(bus))]
    problems += [f"{service}: event {one} is not in the log" for one in sorted(set(bus) - set(log))]
    problems += [
        f"{service}: event {one} is on the bus {n} times" for one, n in Counter(bus).items() if n > 1
    ]
    return problems or [f"{service}: the bus has the events of the log in another order"]


def unexpected_refusals(writes: Iterable[Request]) -> list[str]:
    """Valid requests of entitled users are never refused, whatever is away."""
    return [
        f"{write.kind} {write.mark} was refused with {write.status}: {write.reply}"
        for write in writes
        if write.outcome == REFUSED and not write.must_fail
    ]


def hung(requests: Iterable[Request], limit: float) -> list[str]:
    """No attempt took longer than `limit` seconds."""
    return [
        f"{request.kind} {request.method} {request.path} took {attempt.seconds:.1f} s ({attempt.status})"
        for request in requests
        for attempt in request.attempts
        if attempt.seconds > limit
    ]
