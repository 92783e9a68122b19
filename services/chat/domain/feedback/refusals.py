"""Why a command on feedback is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class FeedbackNotFound(Exception):
    """No such feedback, or not the caller's: the answer is the same."""

    reason = "FEEDBACK_NOT_FOUND"


class FeedbackRefused(Exception):
    """What was posted is not what feedback can be; the text is for the caller."""

    reason = "VALIDATION_FAILED"
