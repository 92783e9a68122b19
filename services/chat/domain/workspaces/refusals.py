"""Why a command on a workspace is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations

from collections.abc import Mapping


class WorkspaceNotFound(Exception):
    """No workspace has this slug."""

    reason = "WORKSPACE_NOT_FOUND"


class DocumentNotFound(Exception):
    """The workspace has no such document."""

    reason = "DOCUMENT_NOT_FOUND"


class NobodyFound(Exception):
    """None of the accounts that were named exists."""

    reason = "USER_NOT_FOUND"


class MultiUserModeOff(Exception):
    """The developer API shows accounts and members in multi-user mode only."""

    reason = "MULTI_USER_MODE_OFF"


class FormRefused(Exception):
    """What was sent cannot be taken; the text is for the caller."""

    reason = "INVALID_ARGUMENT"


class AnswerFailed(Exception):
    """Model or retrieval failed; `cause` is the reason they gave."""

    reason = "ANSWER_FAILED"

    def __init__(self, message: str, cause: str = "INTERNAL") -> None:
        super().__init__(message)
        self.details: Mapping[str, str] = {"cause": cause}
