"""What a person reads for each reason. A dialect may word some of them differently.

Reasons that are not listed here are worded by the service that raised them.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "NOT_AUTHENTICATED": "Please sign in: this request carries no credential.",
    "INVALID_CREDENTIAL": "This credential is not valid or has expired.",
    "SESSION_REVOKED": "This session has ended. Please sign in again.",
    "TOKEN_STALE": "Your rights have changed. Please try again.",
    "ACCESS_PROHIBITED": "Your account may not do this. Ask an administrator if it should.",
    "PERMISSION_MISSING": "Your account lacks the permission for this.",
    "NOT_FOUND": "There is nothing here under that name.",
    "CONFLICT": "Somebody else changed this at the same time. Please try again.",
    "IDEMPOTENCY_KEY_REUSED": "This idempotency key was used before with another request.",
    "IDEMPOTENCY_IN_FLIGHT": "The first request with this idempotency key is still being worked on.",
    "RATE_LIMITED": "Too many requests. Please wait a moment.",
    "OVERLOADED": "The server is busy. Please try again in a moment.",
    "UNAVAILABLE": "A part of the server cannot be reached just now. Please try again.",
    "DEADLINE_EXCEEDED": "This took too long and was given up.",
    "TOO_LARGE": "The request is larger than this server accepts.",
    "INTERNAL": "Something went wrong on the server.",
    "NOT_CONFIGURED": "This function is not set up on this server.",
    "STORAGE_FULL": "The server has no room left to store this.",
    "RANGE_NOT_SATISFIABLE": "The requested range lies outside of the file.",
    "VALIDATION_FAILED": "The request is not valid.",
    "INVALID_ARGUMENT": "The request is not valid.",
    "METHOD_NOT_ALLOWED": "This address does not take that method.",
    "UNKNOWN_PATH": "There is no such address on this server.",
    "CROSS_SITE": "A page of another site may not do this with your session.",
    "UNSUPPORTED_MEDIA_TYPE": "The request body has a type or encoding this address does not take.",
    "EMAIL_TAKEN": "An account with this e-mail address exists already.",
    "EMAIL_INVALID": "This is not a valid e-mail address.",
    "CREDENTIALS_WRONG": "E-mail address or password is wrong.",
    "PASSWORD_WRONG": "The present password is wrong.",
    "SIGNUP_DISABLED": "New accounts cannot be registered here.",
    "API_KEY_NOT_FOUND": "There is no API key.",
    "API_KEY_CREATION_NOT_ALLOWED": "Your account may not make API keys.",
    "API_KEY_NOT_ALLOWED": "API keys may not be used for this.",
    "LDAP_DISABLED": "Signing in with the directory is switched off here.",
    "USER_NOT_FOUND": "There is no such account.",
    "GROUP_NOT_FOUND": "There is no such group.",
    "GROUP_NAME_TAKEN": "A group of this name exists already.",
    "AUDIENCE_PROHIBITED": "Your account may not share with these people or groups.",
    "PRECONDITION_FAILED": "This was changed since you last read it.",
    "LAST_ADMIN": "Somebody has to stay administrator.",
    "EXTERNAL_ACCOUNT_REFUSED": "There is no account for you here. Ask an administrator.",
    "MULTI_USER_MODE_OFF": "This installation is not in multi-user mode.",
    "MULTI_USER_MODE_ON": "This installation is in multi-user mode already.",
    "USERNAME_TAKEN": "Another account has this name.",
    "INVITE_NOT_FOUND": "There is no such invitation, or it cannot be used any more.",
    "SIMPLE_SSO_OFF": "Tokens to sign somebody in are switched off on this installation.",
    "CHAT_NOT_FOUND": "There is no such chat.",
    "CHANNEL_NOT_FOUND": "There is no such channel.",
    "CHANNEL_ACCESS_DENIED": "You may not do this in this channel.",
    "CHANNEL_MESSAGE_NOT_FOUND": "There is no such message in a channel.",
    "CHANNEL_CREATION_PROHIBITED": "Only administrators may make a channel of this kind.",
    "CHANNELS_DISABLED": "Channels are switched off here.",
    "CHANNELS_NOT_ALLOWED": "Your account may not use channels.",
    "MESSAGE_NOT_FOUND": "There is no such message.",
    "TAG_REFUSED": "This cannot be a tag.",
    "MESSAGE_EXISTS": "The chat has a message with this id already.",
    "MEMORY_NOT_FOUND": "There is no such memory.",
    "MEMORIES_DISABLED": "Memories are switched off on this installation.",
    "MEMORIES_FULL": "You have as many memories as one may have. Delete some first.",
    "FEEDBACK_NOT_FOUND": "There is no such feedback.",
    "CHAT_FOLDER_NOT_FOUND": "There is no such folder.",
    "FOLDER_NAME_TAKEN": "There is a folder of this name beside it already.",
    "FOLDER_REFUSED": "A folder cannot be there.",
    "WORKSPACE_NOT_FOUND": "There is no such workspace.",
    "NOTE_NOT_FOUND": "There is no such note.",
    "NOTE_FORBIDDEN": "This note was not shared with you for that.",
    "NOTES_DISABLED": "Notes are switched off here.",
    "THREAD_NOT_FOUND": "There is no such thread.",
    "FILE_NOT_FOUND": "There is no such file.",
    "FILE_EMPTY": "The file has no content that can be read.",
    "FILE_NOT_PROCESSED": "The file has not been processed yet.",
    "FILE_TOO_LARGE": "The file is larger than this server accepts.",
    "DUPLICATE_CONTENT": "This content is there already.",
    "KNOWLEDGE_NOT_FOUND": "There is no such knowledge base.",
    "COLLECTION_NOT_FOUND": "There is no such collection.",
    "DOCUMENT_NOT_FOUND": "There is no such document.",
    "MODEL_ACCESS_DENIED": "Your account may not use this model.",
    "BACKEND_UNREACHABLE": "The model backend cannot be reached.",
    "BACKEND_REFUSED": "The model backend refused the request.",
    "BACKEND_TIMEOUT": "The model backend did not answer in time.",
}

SAID_BY_SERVICE = frozenset({
    "INVALID_ARGUMENT", "VALIDATION_FAILED", "NOT_CONFIGURED", "FILE_NOT_SUPPORTED", "PASSWORD_UNACCEPTABLE",
    "BACKEND_REFUSED", "TOO_LARGE", "DIRECTORY_UNAVAILABLE",
    "USERNAME_INVALID",
    "LOGOUT_TOKEN_INVALID",
})  # fmt: skip
"""Reasons where the service's own sentence says more than the table."""


def humanised(reason: str) -> str:
    """`MODEL_NOT_FOUND` -> `Model not found.`"""
    return reason.replace("_", " ").capitalize() + "."
