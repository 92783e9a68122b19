"""How one LDAP server is reached and asked, and what can go wrong with that."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from parlance.auth.v1.ldap_settings_pb2 import LdapSettings

from services.auth.domain.directory.people import Attributes
from services.auth.domain.refusals import DirectoryUnavailable

PLAIN, TLS, START_TLS = "plain", "tls", "start_tls"
_PORTS = {PLAIN: 389, START_TLS: 389, TLS: 636}
_GROUPS = "(|(member={dn})(uniqueMember={dn})(memberUid={username}))"
_ANY_CIPHER = ("", "ALL", "DEFAULT")


@dataclass(frozen=True, slots=True)
class Server:
    """Everything a conversation needs. Without `app_dn` searches are anonymous."""

    host: str
    port: int
    security: str
    app_dn: str
    app_password: str = field(repr=False)
    search_base: str
    search_filter: str
    attributes: Attributes
    group_base: str = ""
    group_filter: str = _GROUPS
    ca_file: str = ""
    """Empty: the authorities this machine trusts."""
    validate: bool = True
    ciphers: str = ""


def server_of(settings: LdapSettings) -> Server:
    """The server an administrator described."""
    security = PLAIN if not settings.use_tls else START_TLS if settings.start_tls else TLS
    return Server(
        host=settings.host,
        port=settings.port or _PORTS[security],
        security=security,
        app_dn=settings.app_dn,
        app_password=settings.app_dn_password,
        search_base=settings.search_base,
        search_filter=settings.search_filters,
        attributes=Attributes(
            username=settings.attribute_for_username,
            mail=settings.attribute_for_mail,
            name=settings.attribute_for_name,
            groups=settings.attribute_for_groups,
            id=settings.attribute_for_id,
            mail_domain=settings.default_email_domain,
        ),
        group_base=settings.group_search_base,
        group_filter=settings.group_search_filter or _GROUPS,
        ca_file=settings.certificate_path,
        validate=settings.validate_cert,
        ciphers=settings.ciphers,
    )


def trust_of(server: Server) -> ssl.SSLContext:
    """What a server must prove: a certificate for its name, from an authority that is trusted.

    Raises DirectoryUnavailable when the authorities or the ciphers cannot be used.
    """
    try:
        context = ssl.create_default_context(cafile=server.ca_file or None)
    except ssl.SSLError:
        raise DirectoryUnavailable(f"{server.ca_file} holds no certificates", "tls") from None
    except OSError as error:
        raise DirectoryUnavailable(f"{server.ca_file} cannot be read: {error.strerror}", "tls") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if server.ciphers not in _ANY_CIPHER:
        try:
            # Without the tail a list could let servers in that show no certificate at all.
            context.set_ciphers(f"{server.ciphers}:!aNULL:!eNULL")
        except ssl.SSLError:
            raise DirectoryUnavailable("no cipher of the list can be used here", "tls") from None
    if not server.validate:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
