"""Why a command on a folder is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class FolderNotFound(Exception):
    """No such folder, or not the caller's: the answer is the same."""

    reason = "CHAT_FOLDER_NOT_FOUND"


class FolderNameTaken(Exception):
    """A folder beside it has this name."""

    reason = "FOLDER_NAME_TAKEN"


class FolderRefused(Exception):
    """A folder where or as it cannot be: in itself, too deep, one too many, holding too much."""

    reason = "FOLDER_REFUSED"
