"""Values people send, brought into one form or refused."""

from __future__ import annotations

import pytest

from services.auth.domain import values
from services.auth.domain.refusals import EmailInvalid, PasswordUnacceptable, ValueInvalid


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Ada@Example.TEST", "ada@example.test"),
        (" a+b@x.example.test ", "a+b@x.example.test"),
        ("o'neil@x.test", "o'neil@x.test"),
        ("root@localhost", "root@localhost"),
        ("müller@bücher.test", "müller@bücher.test"),
    ],
)
def test_addresses_are_kept_in_lower_case(sent: str, kept: str) -> None:
    assert values.normal_email(sent) == kept


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "ada",
        "@x.test",
        "ada@",
        "ada@x",
        "a b@x.test",
        "a@b@x.test",
        "a@x..test",
        "a@.x.test",
        "a\0@x.test",
    ],
)
def test_what_is_no_address_is_refused(sent: str) -> None:
    with pytest.raises(EmailInvalid):
        values.normal_email(sent)


@pytest.mark.parametrize("sent", ["", "  ", "é" * 513, "short"])
def test_passwords_out_of_bounds_are_refused(sent: str) -> None:
    with pytest.raises(PasswordUnacceptable):
        values.acceptable_password(sent, shortest=6)


def test_a_password_is_kept_to_the_last_byte() -> None:
    assert values.acceptable_password("é" * 512) == "é" * 512


def test_a_name_stays_on_one_line_and_is_not_empty() -> None:
    assert values.display_name(" Ada\nLovelace ") == "Ada Lovelace"
    for bad in ("", "\0\n", "x" * 201):
        with pytest.raises(ValueInvalid):
            values.display_name(bad)


def test_no_image_means_the_default_one() -> None:
    assert values.profile_image(None) == values.profile_image("") == "/user.png"


@pytest.mark.parametrize("path", ["/user.png", "/static/a-b.png?v=1", "/api/v1/users/x/profile/image"])
def test_paths_on_this_server_are_images(path: str) -> None:
    assert values.profile_image(path) == path


@pytest.mark.parametrize(
    ("text", "seconds"), [("4w", 2_419_200), ("12h", 43_200), ("1m", 60), ("-1", values.MAX_LIFETIME)]
)
def test_durations(text: str, seconds: int) -> None:
    assert values.lifetime_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "4", "w", "59s", "-2d", "1.5h", "99999999w", "4 w"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid):
        values.lifetime_seconds(text)


@pytest.mark.parametrize("text", ["yesterday", "2020-13-01", "1990-02-30"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid):
        values.birth_date(text)


@pytest.mark.parametrize("text", ["../etc/passwd", "Europe/Oslo\n", "a/b/c/d/e", ""])
def test_what_is_no_time_zone_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid):
        values.timezone_name(text)
