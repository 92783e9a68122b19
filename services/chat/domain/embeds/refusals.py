"""Why something with an embed is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations

from collections.abc import Mapping


class EmbedNotFound(Exception):
    """No embed is known under this id, or its workspace is gone; to visitors also: it is switched off."""

    reason = "EMBED_NOT_FOUND"


class EmbedDisabled(Exception):
    """The embed is switched off."""

    reason = "EMBED_DISABLED"
    details: Mapping[str, str] = {"retry_after": "3600"}


class OriginRefused(Exception):
    """The page is of no origin the embed is meant for."""

    reason = "EMBED_ORIGIN_REFUSED"


class SessionInvalid(Exception):
    """A session is named by a UUID."""

    reason = "EMBED_SESSION_INVALID"


class QuotaReached(Exception):
    """No more questions today; `seconds` until tomorrow."""

    reason = "EMBED_QUOTA_REACHED"

    def __init__(self, seconds: int) -> None:
        super().__init__(self.reason)
        self.details: Mapping[str, str] = {"retry_after": str(seconds)}


class VisitorUnanswered(Exception):
    """Model or retrieval failed; how is for the log, not for visitors."""

    reason = "EMBED_ANSWER_FAILED"


class EmbedRefused(Exception):
    """What was sent cannot be taken; the text is for the caller."""

    reason = "INVALID_ARGUMENT"
