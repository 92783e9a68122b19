"""Why a sign-in with an identity provider comes to nothing.

The person sees `shown`, a sentence; the log gets the cause. What is shown tells nothing about accounts
or about how an answer was checked.
"""

from __future__ import annotations

from services.auth.domain.refusals import Refused


class SignInFailed(Refused):
    """The browser goes back to the sign-in page with `shown`; `cause` is for the operator."""

    reason = "EXTERNAL_ACCOUNT_REFUSED"
    shown = "Signing in with this provider did not work. Try again."

    def __init__(self, cause: str) -> None:
        super().__init__(self.shown)
        self.cause = cause


class ProviderRefused(SignInFailed):
    """The provider answered with an error: the person declined, or it did."""

    shown = "The provider did not let you in."


class AttemptOver(SignInFailed):
    """There is no such attempt in this browser, it took too long, or it was used."""

    shown = "This sign-in took too long or was begun elsewhere. Start again."


class AnswerInvalid(SignInFailed):
    """What the provider answered does not hold."""


class ProviderUnreachable(SignInFailed):
    """The provider did not answer, or its documents are not what they must be."""

    shown = "The provider cannot be reached right now. Try again later."


class PersonRefused(SignInFailed):
    """The provider knows the person, the installation does not want them."""

    shown = "You may not sign in here with this account. Ask an administrator."


class LogoutTokenInvalid(Refused):
    """A provider's message about a sign-out that does not hold."""

    reason = "LOGOUT_TOKEN_INVALID"
