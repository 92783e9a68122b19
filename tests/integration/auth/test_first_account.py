"""Who becomes administrator."""

from __future__ import annotations

import asyncio

from parlance.auth.v1 import accounts_pb2

from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import PASSWORD, refused


async def test_of_many_first_sign_ups_on_two_replicas_exactly_one_is_admin(fresh: Fresh) -> None:
    async with fresh() as one, fresh() as two:
        people = await asyncio.gather(
            *(replica.sign_up(f"p{n}{place}@example.test") for n in range(8) for place, replica in
              enumerate((one, two)))
        )  # fmt: skip
        roles = sorted(person.role for person in people)
        assert roles == ["admin"] + ["pending"] * 15


async def test_first_account_is_admitted_while_sign_up_is_closed_and_the_second_is_not(fresh: Fresh) -> None:
    async with fresh(enable_signup=False) as auth:
        first = await auth.sign_up()
        assert first.role == "admin"
        await refused(auth.sign_up(), "SIGNUP_DISABLED")


async def test_one_address_is_registered_once_however_it_is_written_and_raced(fresh: Fresh) -> None:
    async with fresh() as one, fresh() as two:
        await one.sign_up("first@example.test")
        spellings = ("same@example.test", "SAME@example.test", "Same@Example.Test", " same@example.test ")
        outcomes = await asyncio.gather(
            *(auth.sign_up(email) for email in spellings for auth in (one, two)), return_exceptions=True
        )
        made = [person for person in outcomes if not isinstance(person, BaseException)]
        assert [person.email for person in made] == ["same@example.test"]


async def test_a_role_in_the_sign_up_body_is_not_even_a_field(fresh: Fresh) -> None:
    fields = {field.name for field in accounts_pb2.SignUpRequest.DESCRIPTOR.fields}
    assert fields == {"name", "email", "password", "profile_image_url"}
    async with fresh() as auth:
        await auth.sign_up()
        # Unknown fields on the wire (tag 5, as AddUserRequest has it) change nothing.
        smuggled = accounts_pb2.SignUpRequest.FromString(
            accounts_pb2.AddUserRequest(
                name="M", email="m@example.test", password=PASSWORD, role="admin"
            ).SerializeToString()
        )
        reply = await auth.accounts.SignUp(smuggled)
        assert reply.role == "pending"
