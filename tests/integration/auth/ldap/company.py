"""The directory of a made-up company: who is in it, and the settings that lead to it."""

from __future__ import annotations

import uuid
from typing import Any

from parlance.auth.v1.ldap_settings_pb2 import LdapSettings

from kernel.testing.slapd import GROUPS, PEOPLE, READER_DN, READER_PASSWORD, Slapd

PASSWORD = "the directory's pass phrase"


def settings(slapd: Slapd, **changes: Any) -> LdapSettings:
    """Plain LDAP, searching as the reader."""
    given: dict[str, Any] = {
        "enable_ldap": True,
        "label": "Company",
        "host": "localhost",
        "port": slapd.port,
        "attribute_for_mail": "mail",
        "attribute_for_username": "uid",
        "attribute_for_name": "cn",
        "attribute_for_groups": "memberOf",
        "app_dn": READER_DN,
        "app_dn_password": READER_PASSWORD,
        "search_base": PEOPLE,
        "validate_cert": True,
        "allow_registration": True,
    }
    return LdapSettings(**given | changes)


def tls(slapd: Slapd, **changes: Any) -> LdapSettings:
    """LDAPS with the company's own authority."""
    wanted = {"use_tls": True, "port": slapd.tls_port, "certificate_path": str(slapd.ca_file)}
    return settings(slapd, **wanted | changes)


def employ(slapd: Slapd, uid: str = "", rdn: str = "", **attributes: Any) -> str:
    """Add somebody; their user name. `rdn` replaces `uid=<uid>` as the entry's own name."""
    uid = uid or f"u{uuid.uuid4().hex[:10]}"
    given = {"uid": uid, "cn": "Some One", "sn": "One", "userPassword": PASSWORD}
    given["mail"] = f"{uuid.uuid4().hex[:12]}@company.example"
    entry = {**given, **attributes}
    slapd.add(f"{rdn or f'uid={uid}'},{PEOPLE}", ["inetOrgPerson"], **{k: v for k, v in entry.items() if v})
    return uid


def dn_of(uid: str) -> str:
    """Where somebody is."""
    return f"uid={uid},{PEOPLE}"


def group(slapd: Slapd, *members: str) -> str:
    """A new group of these people; its name."""
    name = f"g{uuid.uuid4().hex[:10]}"
    slapd.add(f"cn={name},{GROUPS}", ["groupOfNames"], member=[dn_of(uid) for uid in members] or [PEOPLE])
    return name
