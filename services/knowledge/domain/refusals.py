"""Why a command of this service is refused; `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class Refused(Exception):
    """Base of all refusals; the text is for the caller."""

    reason = "INVALID_ARGUMENT"


class FileNotFound(Refused):
    """No such file, or none the caller may see."""

    reason = "FILE_NOT_FOUND"


class FileEmpty(Refused):
    """A file without bytes, or without text."""

    reason = "FILE_EMPTY"


class FileNotSupported(Refused):
    """A format or an extension that is not taken."""

    reason = "FILE_NOT_SUPPORTED"


class KeyReused(Refused):
    """The idempotency key of an upload came again with other bytes."""

    reason = "IDEMPOTENCY_KEY_REUSED"


class FileUnreadable(Refused):
    """A broken document, or one without text."""

    reason = "FILE_UNREADABLE"


class FileTooLarge(Refused):
    """More bytes than the limit."""

    reason = "FILE_TOO_LARGE"


class FileNotProcessed(Refused):
    """The file cannot be searched (yet)."""

    reason = "FILE_NOT_PROCESSED"


class DuplicateContent(Refused):
    """Another file of the collection has the same text."""

    reason = "DUPLICATE_CONTENT"


class KnowledgeNotFound(Refused):
    """No such knowledge base, or none the caller may see."""

    reason = "KNOWLEDGE_NOT_FOUND"


class KnowledgeForbidden(Refused):
    """A knowledge base that was not shared with the caller."""

    reason = "ACCESS_PROHIBITED"


class CollectionNotFound(Refused):
    """No such collection, or none the caller may search."""

    reason = "COLLECTION_NOT_FOUND"


class DocumentNotFound(Refused):
    """No document at that location."""

    reason = "DOCUMENT_NOT_FOUND"


class FolderNotFound(Refused):
    """No such document folder."""

    reason = "FOLDER_NOT_FOUND"


class FolderExists(Refused):
    """A folder of that name exists."""

    reason = "FOLDER_EXISTS"


class FolderNameInvalid(Refused):
    """A name that cannot be one folder."""

    reason = "FOLDER_NAME_INVALID"


class Malformed(Refused):
    """A value that does not have the documented form."""

    reason = "VALIDATION_FAILED"


class Superseded(Refused):
    """Work on a content that is not the present one any more: its result is dropped."""

    reason = "CONFLICT"
