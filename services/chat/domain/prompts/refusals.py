"""Why a command on a prompt is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class PromptNotFound(Exception):
    """There is no prompt with this id or command that the caller may read."""

    reason = "PROMPT_NOT_FOUND"


class PromptReadOnly(Exception):
    """The caller may read the prompt, but not change it."""

    reason = "ACCESS_PROHIBITED"


class CommandTaken(Exception):
    """Another prompt has the command."""

    reason = "PROMPT_COMMAND_TAKEN"


class VersionNotFound(Exception):
    """The prompt has no such version."""

    reason = "PROMPT_VERSION_NOT_FOUND"


class VersionActive(Exception):
    """The live version stays."""

    reason = "PROMPT_VERSION_ACTIVE"


class PromptMalformed(Exception):
    """What was sent cannot be taken; the text is for the caller."""

    reason = "INVALID_ARGUMENT"
