"""Why a command on accounts is refused. Each class names its reason of the contract."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A command that breaks a rule."""

    reason = "INVALID_ARGUMENT"

    def __init__(self, message: str = "", **details: str) -> None:
        super().__init__(message or self.reason)
        self.details: Mapping[str, str] = details


class ValueInvalid(Refused):
    """A field holds what it must not; `field` in the details names it."""

    reason = "VALIDATION_FAILED"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, field=field)


class EmailInvalid(Refused):
    """Not an address mail could be sent to."""

    reason = "EMAIL_INVALID"


class EmailTaken(Refused):
    """Another account has this address."""

    reason = "EMAIL_TAKEN"


class PasswordUnacceptable(Refused):
    """A new password that is empty, too short or too long."""

    reason = "PASSWORD_UNACCEPTABLE"


class PasswordWrong(Refused):
    """The present password that was given is not it."""

    reason = "PASSWORD_WRONG"


class CredentialsWrong(Refused):
    """Signing in failed: unknown address or wrong password, one answer for both."""

    reason = "CREDENTIALS_WRONG"


class SignupDisabled(Refused):
    """Accounts are made by an administrator only."""

    reason = "SIGNUP_DISABLED"


class UserNotFound(Refused):
    """No such account."""

    reason = "USER_NOT_FOUND"


class ActionProhibited(Refused):
    """Not on this account: the first administrator's, or the caller's own."""

    reason = "ACTION_PROHIBITED"


class LastAdmin(Refused):
    """Afterwards no administrator could sign in."""

    reason = "LAST_ADMIN"


class ExternalAccountRefused(Refused):
    """An identity provider vouches for somebody who has no account and may not get one.

    One answer whether the address is known, unverified, or newcomers are not let in.
    """

    reason = "EXTERNAL_ACCOUNT_REFUSED"


class ApiKeyNotFound(Refused):
    """There is no such key."""

    reason = "API_KEY_NOT_FOUND"


class ApiKeysForbidden(Refused):
    """API keys are switched off for the installation."""

    reason = "API_KEY_CREATION_NOT_ALLOWED"


class NotSupported(Refused):
    """A setting that this server could store but not enforce."""

    reason = "INVALID_ARGUMENT"


class ErasureNotRunning(Refused):
    """There is no erasure that could be tried again."""

    reason = "NOT_FOUND"


class TooManyTries(Refused):
    """Too many failed tries; `retry_after` in the details gives the seconds to wait."""

    reason = "RATE_LIMITED"

    def __init__(self, retry_after: int) -> None:
        super().__init__("too many tries, wait a little", retry_after=str(retry_after))


class MultiUserModeOff(Refused):
    """The developer API shows accounts and invitations in multi-user mode only."""

    reason = "MULTI_USER_MODE_OFF"


class MultiUserModeOn(Refused):
    """Multi-user mode cannot be switched on twice."""

    reason = "MULTI_USER_MODE_ON"


class UsernameInvalid(Refused):
    """Not the form of a username."""

    reason = "USERNAME_INVALID"


class UsernameTaken(Refused):
    """Another account signs in with this name."""

    reason = "USERNAME_TAKEN"


class InviteNotFound(Refused):
    """No such invitation, or one that cannot be used any more."""

    reason = "INVITE_NOT_FOUND"


class SimpleSsoOff(Refused):
    """Tokens that sign somebody in are not issued here."""

    reason = "SIMPLE_SSO_OFF"


class GroupNotFound(Refused):
    """No such group."""

    reason = "GROUP_NOT_FOUND"


class GroupNameTaken(Refused):
    """Another group of the same provider has this name."""

    reason = "GROUP_NAME_TAKEN"


class VersionGone(Refused):
    """The caller's version of a thing is not the present one."""

    reason = "PRECONDITION_FAILED"


class LdapDisabled(Refused):
    """People may not sign in with the directory."""

    reason = "LDAP_DISABLED"


class SettingEmpty(Refused):
    """A setting that must say something is empty."""

    reason = "INVALID_ARGUMENT"


class DirectoryUnavailable(Refused):
    """The directory did not answer as it should; `step` tells whether connect, tls, bind or search failed."""

    reason = "DIRECTORY_UNAVAILABLE"

    def __init__(self, message: str, step: str) -> None:
        super().__init__(message, step=step)
