"""Why a command on memories is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class MemoryNotFound(Exception):
    """No such memory, or not the caller's: the answer is the same."""

    reason = "MEMORY_NOT_FOUND"


class MemoriesDisabled(Exception):
    """Memories are switched off on this installation."""

    reason = "MEMORIES_DISABLED"


class MemoriesFull(Exception):
    """The person has as many as one may have."""

    reason = "MEMORIES_FULL"


class MemoryRefused(Exception):
    """What was posted is not what a memory can be; the text is for the caller."""

    reason = "VALIDATION_FAILED"
