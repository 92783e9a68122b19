"""Why an answer is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class AnswerRunning(Exception):
    """The message is being answered already; its deltas can be followed."""

    reason = "ANSWER_RUNNING"


class NotOwnTask(Exception):
    """No such task, or not the caller's: the answer is the same."""

    reason = "ACCESS_PROHIBITED"
