"""What the service reports of an erasure: see erasure_events.proto."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SubjectErased:
    """The service has nothing of the person any more; `counts` by kind of thing."""

    user_id: str
    counts: Mapping[str, int] = field(default_factory=dict)
