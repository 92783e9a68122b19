"""What a new password must be.

The length always counts. Where rules are `checked`, a password also is not the address or name of its
owner and none of those that everybody tries first.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.auth.domain.refusals import PasswordUnacceptable
from services.auth.domain.values import acceptable_password

SHORTEST_CHECKED = 8
_TRIED_FIRST = frozenset(
    """
    00000000 11111111 111111111 12121212 123123123 1234567890 12341234 12344321 12345678 123456789
    1234qwer 123qwe123 13131313 147258369 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 22222222 55555555 66666666
    77777777 87654321 88888888 987654321 99999999 a1234567 a1b2c3d4 aa123456 aaaaaaaa abc12345 abc123456
    abcd1234 abcdefgh admin123 admin1234 administrator asdf1234 asdfasdf asdfghjk asdfghjkl babygirl
    baseball basketball blink182 butterfly changeme changeme1 charlie1 chocolate computer cocacola
    corvette default1 dragon12 elephant football football1 hello123 helloworld iloveyou iloveyou1
    internet jennifer jordan23 justin12 letmein1 letmein123 liverpool lovely12 master12 maverick
    mercedes michelle michael1 midnight monkey12 mustang1 mynoob00 nicole12 p@ssw0rd p@ssword pa55word
    pass1234 passw0rd password password! password1 password12 password123 password1234 pokemon1 princess
    princess1 qazwsxedc qwer1234 qwerty12 qwerty123 qwertyui qwertyuiop root1234 samantha secret12
    september serenity shadow12 software starwars steelers sunshine sunshine1 superman superman1
    test1234 testtest thunder1 trustno1 user1234 victoria welcome1 welcome12 welcome123 whatever
    william1 winter12 xxxxxxxx zaq12wsx zxcvbnm1 zxcvbnmm
    """.split()  # noqa: SIM905
)
"""Those of at least eight characters; shorter ones are refused for their length."""


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """The rules of an installation."""

    shortest: int = 1
    checked: bool = False

    def accept(self, password: str, *own: str, shortest: int = 0) -> str:
        """The password itself. `own` are address and names of its owner. Raises PasswordUnacceptable."""
        least = max(self.shortest, shortest, SHORTEST_CHECKED if self.checked else 1)
        acceptable_password(password, least)
        if self.checked:
            folded = password.strip().casefold()
            if folded in _TRIED_FIRST or len(set(folded)) < 3:
                raise PasswordUnacceptable("this password is one of those that are tried first")
            if folded in _names(own):
                raise PasswordUnacceptable("a password is not the address or name of its owner")
        return password


def _names(own: tuple[str, ...]) -> set[str]:
    folded = [text.strip().casefold() for text in own if text.strip()]
    return {*folded, *(text.partition("@")[0] for text in folded), *("".join(t.split()) for t in folded)}
