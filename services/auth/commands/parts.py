"""What commands and queries work with, put together once in app.py."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.eventstore.model import EventStore
from kernel.refusals import Refusals
from services.auth.adapters.accounts import Accounts
from services.auth.adapters.activity import Activity
from services.auth.adapters.changes import Changes
from services.auth.adapters.configs import Configs
from services.auth.adapters.credentials import Credentials
from services.auth.adapters.directory import Directory
from services.auth.adapters.images import Images
from services.auth.adapters.installations import Installations
from services.auth.adapters.invite_codes import InviteCodes
from services.auth.adapters.numbers import Numbers
from services.auth.adapters.oauth.parts import OAuthParts
from services.auth.adapters.passwords import Passwords
from services.auth.adapters.places import Places
from services.auth.adapters.sessions import Sessions
from services.auth.adapters.showings import Showings
from services.auth.adapters.sign_in_tokens import SignInTokens
from services.auth.adapters.signing_keys import SigningKeys
from services.auth.adapters.spread import Spread
from services.auth.adapters.throttle import Throttle
from services.auth.adapters.turns import Turns
from services.auth.settings import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a running auth service."""

    settings: Settings
    store: EventStore
    accounts: Accounts
    installations: Installations
    config: Configs
    sessions: Sessions
    credentials: Credentials
    passwords: Passwords
    directory: Directory
    images: Images
    showings: Showings
    throttle: Throttle
    signing_keys: SigningKeys
    activity: Activity
    places: Places
    changes: Changes
    spread: Spread
    numbers: Numbers
    invite_codes: InviteCodes
    sign_in_tokens: SignInTokens
    turns: Turns
    refusals: Refusals
    oauth: OAuthParts
