"""Why a command on a thread is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class ThreadNotFound(Exception):
    """The workspace has no thread with this slug."""

    reason = "THREAD_NOT_FOUND"


class ThreadSlugTaken(Exception):
    """Another thread of the installation has this slug."""

    reason = "THREAD_SLUG_TAKEN"
