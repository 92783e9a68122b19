"""Signing in with a directory: whose account it is, and who is let in."""

from __future__ import annotations

import asyncio
import json
import time
import uuid

from parlance.auth.v1 import audit_pb2_grpc, ldap_pb2
from parlance.auth.v1.ldap_settings_pb2 import LdapSettings

from kernel.testing.parts import free_port
from kernel.testing.slapd import Slapd
from services.auth.commands import deactivate_user, reactivate_user
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import bearer, refused
from tests.integration.auth.ldap.company import PASSWORD, dn_of, employ, group
from tests.integration.auth.ldap.office import opened, stub_of
from tests.integration.auth.ldap.test_directory_troubles import silent
from tests.integration.auth.test_audit import until
from tests.integration.auth.test_external_sign_in import SYSTEM


async def test_a_first_sign_in_makes_an_account_and_the_next_finds_it(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        uid = employ(slapd, mail="Kim@Company.Example", cn="Kim K.")
        first = await office.enter(uid)
        assert (first.email, first.name, first.role) == ("kim@company.example", "Kim K.", "user")
        assert (await office.auth.exchange(first.token)).caller.user_id == first.id
        slapd.change(dn_of(uid), mail=["married@company.example"])
        again = await office.enter(f" {uid.upper()} ")
        assert again.id == first.id, "names are compared as the directory does, without blanks around"
        await refused(office.auth.sign_in(first.email, PASSWORD), "CREDENTIALS_WRONG")
        await refused(office.auth.sign_in(first.email, ""), "CREDENTIALS_WRONG")


async def test_an_entry_that_is_renamed_keeps_its_account(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        uid, other = employ(slapd), f"v{uuid.uuid4().hex[:10]}"
        first = await office.enter(uid)
        slapd.rename(dn_of(uid), f"uid={other}")
        assert (await office.enter(other)).id == first.id
        # Whoever gets the old name afterwards is somebody else.
        employ(slapd, uid)
        assert (await office.enter(uid)).id != first.id


async def test_the_switch_decides_and_everybody_is_told(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office, fresh() as replica:
        uid = employ(slapd)
        assert (await office.enter(uid)).token
        await office.serve(enable_ldap=False)
        await refused(office.enter(uid), "LDAP_DISABLED")
        deadline = time.monotonic() + 1
        request = ldap_pb2.SignInLdapRequest(user=uid, password=PASSWORD)
        while (await replica.parts.config.section(LdapSettings)).enable_ldap:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)
        await refused(stub_of(replica).SignInLdap(request), "LDAP_DISABLED")


async def test_every_failure_of_the_person_has_one_answer(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd, signin_tries=100) as office:
        uid = employ(slapd)
        answers = set()
        for password in ("wrong", "", "\0", "x" * 10_000):
            for name in (uid, "nobody", "*", "", "x" * 5000, f"{uid})(uid=*", dn_of(uid)):
                refusal = await refused(office.enter(name, password), "CREDENTIALS_WRONG")
                answers.add((str(refusal), tuple(refusal.details.items())))
        assert len(answers) == 1


async def test_an_inactive_account_is_refused_like_a_wrong_password(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        uid = employ(slapd)
        signed_in = await office.enter(uid)
        await deactivate_user.handle(office.auth.parts, SYSTEM, deactivate_user.DeactivateUser(signed_in.id))
        right = await refused(office.enter(uid), "CREDENTIALS_WRONG")
        wrong = await refused(office.enter(uid, "wrong"), "CREDENTIALS_WRONG")
        assert (right.details, right.reason) == (wrong.details, wrong.reason)
        await refused(office.auth.exchange(signed_in.token), "SESSION_REVOKED")
        await reactivate_user.handle(office.auth.parts, SYSTEM, reactivate_user.ReactivateUser(signed_in.id))
        assert (await office.enter(uid)).id == signed_in.id


async def test_an_account_of_the_address_is_entered_only_when_that_is_allowed(
    fresh: Fresh, slapd: Slapd
) -> None:
    """Else whoever may write a mail attribute could take the administrator's account."""
    async with opened(fresh, slapd) as office:
        uid = employ(slapd, mail=office.admin.email.upper())
        await refused(office.enter(uid), "EXTERNAL_ACCOUNT_REFUSED")
        await office.map(link_by_email=True)
        linked = await office.enter(uid)
        assert (linked.id, linked.role) == (office.admin.id, "admin")


async def test_newcomers_can_be_kept_out(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        known, unknown, bare = employ(slapd), employ(slapd), employ(slapd, mail="")
        signed_in = await office.enter(known)
        await refused(office.enter(bare), "EMAIL_INVALID")
        await office.map(allow_registration=False)
        await refused(office.enter(unknown), "EXTERNAL_ACCOUNT_REFUSED")
        assert (await office.enter(known)).id == signed_in.id


async def test_many_first_sign_ins_at_once_make_one_account(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        await office.serve(enable_group_management=True, enable_group_creation=True)
        people = [employ(slapd) for _ in range(2)]
        name = group(slapd, *people)
        found = await asyncio.gather(*(office.enter(uid) for uid in people * 4))
        assert len({one.id for one in found}) == 2
        for one in found:
            assert await office.groups_of(one.id) == {name}


async def test_tries_are_counted_by_name_and_by_address_over_replicas(fresh: Fresh, slapd: Slapd) -> None:
    limits = {"signin_tries": 3, "signin_tries_address": 6}
    async with opened(fresh, slapd, **limits) as office, fresh(**limits) as replica:
        uid, two = employ(slapd), stub_of(replica)
        for n in range(3):
            call = ldap_pb2.SignInLdapRequest(user=uid if n else uid.upper(), password="wrong")
            await refused((two if n % 2 else office.ldap).SignInLdap(call), "CREDENTIALS_WRONG")
        assert int((await refused(office.enter(uid), "RATE_LIMITED")).details["retry_after"]) > 0
        here = office.auth.from_address("203.0.113.7")
        for n in range(6):
            await refused(office.enter(f"nobody{n}", "wrong", metadata=here), "CREDENTIALS_WRONG")
        other = employ(slapd)
        await refused(office.enter(other, metadata=here), "RATE_LIMITED")
        for _ in range(4):
            assert (await office.enter(other)).token


async def test_a_directory_that_is_down_is_no_wrong_password(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd, signin_tries=2) as office:
        uid = employ(slapd)
        await office.serve(port=free_port())
        for _ in range(4):
            refusal = await refused(office.enter(uid), "DIRECTORY_UNAVAILABLE")
            assert "localhost" not in str(refusal) and str(slapd.port) not in str(refusal)
        await office.serve(port=slapd.tls_port)
        assert (await office.enter(uid)).token, "tries that could not be judged are not counted"


async def test_a_slow_directory_does_not_slow_anything_else(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd, ldap_patience=2) as office, silent() as port:
        await office.serve(port=port)
        waiting = [asyncio.ensure_future(office.enter("jo")) for _ in range(4)]
        await asyncio.sleep(0.2)
        slowest = 0.0
        for _ in range(20):
            started = time.monotonic()
            await office.auth.session_of(office.admin)
            slowest = max(slowest, time.monotonic() - started)
        assert not any(one.done() for one in waiting)
        assert slowest < 0.5
        for one in waiting:
            await refused(one, "DIRECTORY_UNAVAILABLE")


async def test_looking_somebody_up_signs_nobody_in_and_is_for_administrators(
    fresh: Fresh, slapd: Slapd
) -> None:
    async with opened(fresh, slapd) as office:
        uid = employ(slapd)
        name = group(slapd, uid)
        await office.map(admin_groups=[name])
        await office.serve(enable_ldap=False)
        request = ldap_pb2.TestLdapRequest(user=uid)
        tested = await office.ldap.TestLdap(request, metadata=office.admin.as_caller)
        (found,) = tested.people
        assert (found.dn, found.username, found.role) == (dn_of(uid), uid, "admin")
        assert await office.auth.parts.accounts.by_email(found.email) is None
        other = await office.auth.sign_up()
        await refused(office.ldap.TestLdap(request, metadata=bearer(other.token)), "ACCESS_PROHIBITED")
        await refused(office.ldap.TestLdap(request), "NOT_AUTHENTICATED")
        await office.serve(app_dn_password="changed since")
        refusal = await refused(
            office.ldap.TestLdap(request, metadata=office.admin.as_caller), "DIRECTORY_UNAVAILABLE"
        )
        assert "service account is refused" in str(refusal)
        assert refusal.details["step"] == "bind"


async def test_refused_sign_ins_are_in_the_trail_and_outages_are_not(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        uid = employ(slapd)
        here = office.auth.from_address("203.0.113.9")
        await office.serve(port=free_port())
        await refused(office.enter(uid, metadata=here), "DIRECTORY_UNAVAILABLE")
        await office.serve(port=slapd.tls_port)
        await refused(office.enter(uid, "wrong", metadata=here), "CREDENTIALS_WRONG")
        trail = audit_pb2_grpc.AuditStub(office.auth.channel)
        found = await until(trail, office.admin, bool, event="SignInRefused")
        assert [(entry.outcome, entry.reason, entry.address) for entry in found] == [
            ("failure", "CREDENTIALS_WRONG", "203.0.113.9")
        ]
        assert json.loads(found[0].details)["method"] == "ldap"
        assert uid not in str(found)
