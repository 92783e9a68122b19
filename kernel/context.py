"""Who calls, on whose behalf, and what travels along with a call."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified identity, read from an access token.

    `kind` is session, api_key, developer_key, scim_token or service. `role` is admin, user or pending.
    `session` is the id of the session or key: what a revocation names. `permissions` are those of
    plain users and of the caller's groups together; `groups` the ids of all groups it is a member of.
    """

    id: str
    role: str
    kind: str
    session: str = ""
    permissions: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    """What a key is limited to (kernel.rpc.scopes); empty: nothing limits it."""
    job_priority: int = 5
    """How urgent the caller's background jobs are: 1 (least) to 10."""
    provider: str = ""
    """Identity provider a SCIM token was made for."""
    daily_limit: int = 0
    """Questions to a model a day (UTC); 0 means any number."""

    @property
    def is_admin(self) -> bool:
        """Whether the caller has the role admin (a developer key always has)."""
        return self.role == "admin"

    def may(self, permission: str) -> bool:
        """Whether the caller holds a permission key such as `chat.delete`; admins hold all."""
        return self.role == "admin" or permission in self.permissions


@dataclass(frozen=True, slots=True)
class CallContext:
    """Everything about a call that is not its request message.

    `request_id` is returned to the client and found in logs and traces. `correlation_id` stays the
    same through all that a call causes; `causation_id` names the event or request that caused this.
    `token` is the caller's access token, forwarded to other services; for work without a caller it
    is this service's own `Service <name>:<secret>`. `traceparent` is W3C trace context. `deadline`
    is time.monotonic() seconds. `address` is the client's.
    """

    request_id: str
    caller: Caller | None = None
    correlation_id: str = ""
    causation_id: str = ""
    idempotency_key: str = ""
    token: str = ""
    traceparent: str = ""
    deadline: float | None = None
    address: str = ""
    edge: str = field(default="", repr=False)
    """What lets `address` be believed; it goes along with calls to other services."""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def who(self) -> Caller:
        """The caller of a method whose access rule guarantees one."""
        if self.caller is None:
            raise RuntimeError("a method without an access rule asked who calls")
        return self.caller

    @property
    def actor(self) -> str:
        """Id recorded with the events: the caller's, or `system`."""
        return self.caller.id if self.caller else "system"

    @property
    def credential(self) -> str:
        """Kind and id of what the caller showed, recorded with the events; empty when nothing was."""
        caller = self.caller
        return f"{caller.kind}:{caller.session}" if caller is not None else ""

    def by(self, caller: Caller) -> CallContext:
        """The same call as one of a caller who has just shown who they are (sign-in, registration)."""
        return replace(self, caller=caller)

    def remaining(self, at_most: float | None = None) -> float | None:
        """Seconds left until the deadline, bounded by `at_most`; None when there is no bound."""
        if self.deadline is None:
            return at_most
        left = max(0.001, self.deadline - time.monotonic())
        return left if at_most is None else min(left, at_most)

    def outgoing(self) -> tuple[tuple[str, str], ...]:
        """gRPC metadata for a call to another service on the same caller's behalf."""
        pairs = [("x-request-id", self.request_id)]
        if self.correlation_id:
            pairs.append(("x-correlation-id", self.correlation_id))
        if self.causation_id:
            pairs.append(("x-causation-id", self.causation_id))
        if self.token:
            own = self.token.startswith("Service ")
            pairs.append(("authorization", self.token if own else f"Bearer {self.token}"))
        if self.traceparent:
            pairs.append(("traceparent", self.traceparent))
        if self.edge and self.address:
            pairs += [("x-client-address", self.address), ("x-edge", self.edge)]
        return tuple(pairs)


def system(request_id: str = "system", **values: str) -> CallContext:
    """A context for work nobody asked for: start-up, sweeps, reactions."""
    return CallContext(request_id=request_id, **values)  # type: ignore[arg-type]
