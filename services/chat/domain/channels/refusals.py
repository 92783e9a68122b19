"""Why something about a channel is refused. `reason` names a parlance.common.v1.ErrorReason."""

from __future__ import annotations


class ChannelNotFound(Exception):
    """No such channel."""

    reason = "CHANNEL_NOT_FOUND"


class ChannelAccessDenied(Exception):
    """The channel is there, but not for the caller, or not for this."""

    reason = "CHANNEL_ACCESS_DENIED"


class ChannelMessageNotFound(Exception):
    """No such message."""

    reason = "CHANNEL_MESSAGE_NOT_FOUND"


class WebhookNotFound(Exception):
    """No such webhook, or not with this token: the answer is the same."""

    reason = "WEBHOOK_NOT_FOUND"


class CreationProhibited(Exception):
    """Ordinary channels are made by administrators."""

    reason = "CHANNEL_CREATION_PROHIBITED"


class ChannelsDisabled(Exception):
    """Channels are switched off here."""

    reason = "CHANNELS_DISABLED"


class Malformed(Exception):
    """What was sent cannot be taken; the text is for the caller."""

    reason = "INVALID_ARGUMENT"


class PersonNotFound(Exception):
    """No account has this id."""

    reason = "USER_NOT_FOUND"
