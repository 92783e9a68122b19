"""Why a command on a note is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class NoteNotFound(Exception):
    """There is no note with this id."""

    reason = "NOTE_NOT_FOUND"


class NoteForbidden(Exception):
    """The note was not shared with the caller for that."""

    reason = "NOTE_FORBIDDEN"


class NotesDisabled(Exception):
    """An administrator has switched notes off."""

    reason = "NOTES_DISABLED"


class NoteMalformed(Exception):
    """What was sent cannot be taken; the text is for the caller."""

    reason = "INVALID_ARGUMENT"


class NoteTooLarge(Exception):
    """The note would hold more than a note may."""

    reason = "TOO_LARGE"
