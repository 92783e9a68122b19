"""What new passwords must be, and which hashes of other systems are taken over."""

from __future__ import annotations

import bcrypt
import pytest
from argon2 import PasswordHasher

from services.auth.domain.password_hashes import importable, is_bcrypt
from services.auth.domain.password_rules import PasswordRules
from services.auth.domain.refusals import PasswordUnacceptable, ValueInvalid
from services.auth.settings import Settings

STRICT = PasswordRules(1, checked=True)


@pytest.mark.parametrize(
    "password",
    ["short", "password123", "PASSWORD123", "aaaaaaaaa", "ababababab", "ada.lovelace@x.test", "Ada Lovelace",
     "adalovelace", "ada.lovelace"],
)  # fmt: skip
def test_a_checked_password_is_long_and_not_what_everybody_tries_first(password: str) -> None:
    with pytest.raises(PasswordUnacceptable):
        STRICT.accept(password, "Ada.Lovelace@x.test", "Ada Lovelace")


def test_a_password_of_ones_own_is_accepted() -> None:
    assert STRICT.accept("gears and cards", "ada@x.test", "Ada") == "gears and cards"


def test_without_checks_only_the_length_counts() -> None:
    assert PasswordRules(4).accept("1234") == "1234"
    with pytest.raises(PasswordUnacceptable):
        PasswordRules(5).accept("1234")
    with pytest.raises(PasswordUnacceptable):
        PasswordRules(1).accept("1234", shortest=8)


def test_production_checks_passwords_whatever_else_is_set() -> None:
    assert not Settings().password_rules.checked
    assert Settings(strict_passwords=True).password_rules.checked
    assert Settings(production=True).password_rules.checked


def test_bcrypt_and_argon2_hashes_are_taken_over() -> None:
    old = bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode()
    assert importable(old) == old and is_bcrypt(old)
    other = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("secret")
    assert importable(other) == other and not is_bcrypt(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        "$1$abcdefgh$0123456789012345678901",
        "$2b$31$" + "a" * 53,
        "$2b$12$" + "a" * 52,
        "$argon2id$v=19$m=9999999,t=3,p=4$c29tZXNhbHRzb21l$" + "a" * 43,
        "$argon2id$v=19$m=65536,t=999,p=4$c29tZXNhbHRzb21l$" + "a" * 43,
        "$argon2id$v=19$m=65536,t=3,p=4$x$" + "a" * 43,
    ],
)
def test_other_hashes_and_ones_too_costly_to_check_are_not(text: str) -> None:
    with pytest.raises(ValueInvalid):
        importable(text)
