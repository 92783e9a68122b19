"""What things are called on the bus: streams, subjects, consumers, with an installation's prefix.

stream     PARLANCE_AUTH                        events of one service
subject    parlance.auth.user.UserDeleted       one kind of event
dead       PARLANCE_DEAD, parlance.dead.<consumer>
notice     parlance-notices.<subject>           core NATS, not stored
deltas     PARLANCE_DELTAS, parlance-deltas.<run>   answers as they come, in memory
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one installation; `prefix` sets it apart from others on the same servers."""

    prefix: str = ""

    @property
    def _word(self) -> str:
        return "".join(c for c in self.prefix if c.isalnum() or c in "-_").strip("-_")

    def _subject(self, rest: str) -> str:
        return f"{self._word}.{rest}" if self._word else rest

    def _stream(self, rest: str) -> str:
        return f"{self._word.upper()}_{rest}" if self._word else rest

    def stream(self, service: str) -> str:
        """The JetStream stream with the events of a service."""
        return self._stream(f"PARLANCE_{service.upper()}")

    def subjects(self, service: str) -> str:
        """The wildcard over all events of a service."""
        return self._subject(f"parlance.{service}.>")

    def subject(self, service: str, aggregate: str, kind: str) -> str:
        """The subject of one kind of event."""
        return self._subject(f"parlance.{service}.{aggregate}.{kind}")

    @property
    def dead_stream(self) -> str:
        """The JetStream stream of dead letters."""
        return self._stream("PARLANCE_DEAD")

    @property
    def dead_subjects(self) -> str:
        """The wildcard over all dead letters."""
        return self._subject("parlance.dead.>")

    def dead(self, consumer: str) -> str:
        """The subject of one consumer's dead letters."""
        return self._subject(f"parlance.dead.{consumer}")

    @property
    def deltas_stream(self) -> str:
        """The JetStream stream, in memory, with the deltas of answers."""
        return self._stream("PARLANCE_DELTAS")

    def deltas(self, run: str) -> str:
        """The subject of one run's deltas; `*` is all."""
        return self._subject(f"parlance-deltas.{run}")

    def consumer(self, service: str, name: str) -> str:
        """The durable consumer of a reaction or follower of a service."""
        return f"{service}_{name}"

    @property
    def _notices(self) -> str:
        return self._subject("parlance-notices.")

    def notice(self, subject: str) -> str:
        """The subject of a message that is not stored; wildcards allowed."""
        return self._notices + subject

    def noticed(self, subject: str) -> str:
        """What `notice` was given, from the subject a message came with."""
        return subject.removeprefix(self._notices)


def wake(service: str) -> str:
    """Notice: a replica of a service has committed events."""
    return f"wake.{service}"


def moved(service: str) -> str:
    """Notice: how far a service's log is on the bus (`<position> <seconds old>`)."""
    return f"moved.{service}"


def poke(service: str, consumer: str) -> str:
    """Notice: a consumer has something to do besides its events (redeliver, rebuild)."""
    return f"poke.{service}.{consumer}"
