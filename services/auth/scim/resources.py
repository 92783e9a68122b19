"""The schemas of this server: User with the enterprise extension, and Group (RFC 7643 §4).

Everything listed here is kept, returned, filtered, sorted and patched; nothing else is.
"""

from __future__ import annotations

from services.auth.scim.schema import Attribute, ResourceType, Schema

USER_URI = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE_URI = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP_URI = "urn:ietf:params:scim:schemas:core:2.0:Group"


def _labelled(name: str, text: str, kinds: tuple[str, ...] = (), value: Attribute | None = None) -> Attribute:
    """A multi-valued attribute of value, display, type and primary."""
    return Attribute(
        name,
        type="complex",
        multi=True,
        text=text,
        sub=(
            value or Attribute("value", text="The value itself."),
            Attribute("display", text="How the value is shown."),
            Attribute("type", text="What the value is for.", canonical=kinds),
            Attribute("primary", type="boolean", text="Whether this is the preferred value."),
        ),
    )


_NAME = Attribute(
    "name",
    type="complex",
    text="The parts of the person's name.",
    sub=(
        Attribute("formatted", text="The whole name as it is shown."),
        Attribute("familyName", text="Family name."),
        Attribute("givenName", text="Given name."),
        Attribute("middleName", text="Middle names."),
        Attribute("honorificPrefix", text="What precedes the name, such as a title."),
        Attribute("honorificSuffix", text="What follows the name."),
    ),
)

_ADDRESSES = Attribute(
    "addresses",
    type="complex",
    multi=True,
    text="Postal addresses.",
    sub=(
        Attribute("formatted", text="The whole address as it is shown."),
        Attribute("streetAddress", text="Street, house number, post box."),
        Attribute("locality", text="City."),
        Attribute("region", text="State or region."),
        Attribute("postalCode", text="Postal code."),
        Attribute("country", text="Country code."),
        Attribute("type", text="What the address is for.", canonical=("work", "home", "other")),
        Attribute("primary", type="boolean", text="Whether this is the preferred address."),
    ),
)

_GROUPS = Attribute(
    "groups",
    type="complex",
    multi=True,
    mutability="readOnly",
    text="Groups the user is a member of; changed through the groups.",
    sub=(
        Attribute("value", exact=True, mutability="readOnly", text="Identifier of the group."),
        Attribute(
            "$ref",
            type="reference",
            exact=True,
            mutability="readOnly",
            text="Address of the group.",
            references=("Group",),
        ),
        Attribute("display", mutability="readOnly", text="Name of the group."),
        Attribute("type", mutability="readOnly", text="Kind of membership.", canonical=("direct",)),
    ),
)

_URL = Attribute(
    "value", type="reference", exact=True, text="Address of the picture.", references=("external",)
)
_CERTIFICATE = Attribute("value", type="binary", exact=True, text="DER certificate in Base64.")

USER_SCHEMA = Schema(
    USER_URI,
    "User",
    "User Account",
    (
        Attribute(
            "userName", required=True, uniqueness="server", text="Name the provider knows the user by."
        ),
        _NAME,
        Attribute("displayName", text="Name that others are shown."),
        Attribute("nickName", text="Casual name."),
        Attribute(
            "profileUrl",
            type="reference",
            exact=True,
            text="Address of a page about the person.",
            references=("external",),
        ),
        Attribute("title", text="Job title."),
        Attribute("userType", text="Relation to the organisation."),
        Attribute("preferredLanguage", text="Language tag the person prefers."),
        Attribute("locale", text="Locale for formats."),
        Attribute("timezone", text="Time zone name."),
        Attribute("active", type="boolean", text="Whether the person may sign in."),
        Attribute("password", mutability="writeOnly", returned="never", text="Password, never returned."),
        _labelled("emails", "E-mail addresses; the primary one is the account's.", ("work", "home", "other")),
        _labelled("phoneNumbers", "Telephone numbers.", ("work", "home", "mobile", "fax", "pager", "other")),
        _labelled(
            "ims",
            "Instant messaging addresses.",
            ("aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
        ),
        _labelled("photos", "Pictures.", ("photo", "thumbnail"), _URL),
        _ADDRESSES,
        _GROUPS,
        _labelled("entitlements", "Things the person is entitled to."),
        _labelled("roles", "Roles at the provider; they count here only as an administrator maps them."),
        _labelled("x509Certificates", "Certificates.", (), _CERTIFICATE),
    ),
)

ENTERPRISE_SCHEMA = Schema(
    ENTERPRISE_URI,
    "EnterpriseUser",
    "Enterprise User",
    (
        Attribute("employeeNumber", text="Number the organisation gave."),
        Attribute("costCenter", text="Cost center."),
        Attribute("organization", text="Organisation."),
        Attribute("division", text="Division."),
        Attribute("department", text="Department."),
        Attribute(
            "manager",
            type="complex",
            text="The person's manager.",
            sub=(
                Attribute("value", exact=True, text="Identifier of the manager's account."),
                Attribute(
                    "$ref",
                    type="reference",
                    exact=True,
                    text="Address of the manager's account.",
                    references=("User",),
                ),
                Attribute("displayName", mutability="readOnly", text="Name of the manager."),
            ),
        ),
    ),
    key="enterprise",
)

GROUP_SCHEMA = Schema(
    GROUP_URI,
    "Group",
    "Group",
    (
        Attribute("displayName", required=True, uniqueness="server", text="Name of the group."),
        Attribute(
            "members",
            type="complex",
            multi=True,
            text="The users in the group.",
            sub=(
                Attribute("value", exact=True, mutability="immutable", text="Identifier of the member."),
                Attribute(
                    "$ref",
                    type="reference",
                    exact=True,
                    mutability="immutable",
                    text="Address of the member.",
                    references=("User",),
                ),
                Attribute("type", mutability="immutable", text="Kind of member.", canonical=("User",)),
                Attribute("display", mutability="readOnly", text="Name of the member."),
            ),
        ),
    ),
)

USER = ResourceType("User", "/Users", "User Account", USER_SCHEMA, (ENTERPRISE_SCHEMA,))
GROUP = ResourceType("Group", "/Groups", "Group", GROUP_SCHEMA)
TYPES = (USER, GROUP)
SCHEMAS = (USER_SCHEMA, ENTERPRISE_SCHEMA, GROUP_SCHEMA)
