from google.api import annotations_pb2 as _annotations_pb2
from parlance.auth.v1 import accounts_pb2 as _accounts_pb2
from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SignInLdapRequest(_message.Message):
    __slots__ = ("user", "password")
    USER_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    user: str
    password: str
    def __init__(self, user: _Optional[str] = ..., password: _Optional[str] = ...) -> None: ...

class GetLdapRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SwitchLdapRequest(_message.Message):
    __slots__ = ("enable_ldap",)
    ENABLE_LDAP_FIELD_NUMBER: _ClassVar[int]
    enable_ldap: bool
    def __init__(self, enable_ldap: _Optional[bool] = ...) -> None: ...

class LdapSwitch(_message.Message):
    __slots__ = ("enable_ldap",)
    ENABLE_LDAP_FIELD_NUMBER: _ClassVar[int]
    enable_ldap: bool
    def __init__(self, enable_ldap: _Optional[bool] = ...) -> None: ...

class GetLdapServerRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class LdapServer(_message.Message):
    __slots__ = ("label", "host", "port", "attribute_for_mail", "default_email_domain", "attribute_for_username", "app_dn", "app_dn_password", "search_base", "search_filters", "use_tls", "certificate_path", "validate_cert", "ciphers", "enable_group_management", "enable_group_creation", "attribute_for_groups")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_MAIL_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_EMAIL_DOMAIN_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_USERNAME_FIELD_NUMBER: _ClassVar[int]
    APP_DN_FIELD_NUMBER: _ClassVar[int]
    APP_DN_PASSWORD_FIELD_NUMBER: _ClassVar[int]
    SEARCH_BASE_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FILTERS_FIELD_NUMBER: _ClassVar[int]
    USE_TLS_FIELD_NUMBER: _ClassVar[int]
    CERTIFICATE_PATH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_CERT_FIELD_NUMBER: _ClassVar[int]
    CIPHERS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_GROUP_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_GROUP_CREATION_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_GROUPS_FIELD_NUMBER: _ClassVar[int]
    label: str
    host: str
    port: int
    attribute_for_mail: str
    default_email_domain: str
    attribute_for_username: str
    app_dn: str
    app_dn_password: str
    search_base: str
    search_filters: str
    use_tls: bool
    certificate_path: str
    validate_cert: bool
    ciphers: str
    enable_group_management: bool
    enable_group_creation: bool
    attribute_for_groups: str
    def __init__(self, label: _Optional[str] = ..., host: _Optional[str] = ..., port: _Optional[int] = ..., attribute_for_mail: _Optional[str] = ..., default_email_domain: _Optional[str] = ..., attribute_for_username: _Optional[str] = ..., app_dn: _Optional[str] = ..., app_dn_password: _Optional[str] = ..., search_base: _Optional[str] = ..., search_filters: _Optional[str] = ..., use_tls: _Optional[bool] = ..., certificate_path: _Optional[str] = ..., validate_cert: _Optional[bool] = ..., ciphers: _Optional[str] = ..., enable_group_management: _Optional[bool] = ..., enable_group_creation: _Optional[bool] = ..., attribute_for_groups: _Optional[str] = ...) -> None: ...

class UpdateLdapServerRequest(_message.Message):
    __slots__ = ("label", "host", "port", "attribute_for_mail", "default_email_domain", "attribute_for_username", "app_dn", "app_dn_password", "search_base", "search_filters", "use_tls", "certificate_path", "validate_cert", "ciphers", "enable_group_management", "enable_group_creation", "attribute_for_groups")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_MAIL_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_EMAIL_DOMAIN_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_USERNAME_FIELD_NUMBER: _ClassVar[int]
    APP_DN_FIELD_NUMBER: _ClassVar[int]
    APP_DN_PASSWORD_FIELD_NUMBER: _ClassVar[int]
    SEARCH_BASE_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FILTERS_FIELD_NUMBER: _ClassVar[int]
    USE_TLS_FIELD_NUMBER: _ClassVar[int]
    CERTIFICATE_PATH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_CERT_FIELD_NUMBER: _ClassVar[int]
    CIPHERS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_GROUP_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_GROUP_CREATION_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_GROUPS_FIELD_NUMBER: _ClassVar[int]
    label: str
    host: str
    port: int
    attribute_for_mail: str
    default_email_domain: str
    attribute_for_username: str
    app_dn: str
    app_dn_password: str
    search_base: str
    search_filters: str
    use_tls: bool
    certificate_path: str
    validate_cert: bool
    ciphers: str
    enable_group_management: bool
    enable_group_creation: bool
    attribute_for_groups: str
    def __init__(self, label: _Optional[str] = ..., host: _Optional[str] = ..., port: _Optional[int] = ..., attribute_for_mail: _Optional[str] = ..., default_email_domain: _Optional[str] = ..., attribute_for_username: _Optional[str] = ..., app_dn: _Optional[str] = ..., app_dn_password: _Optional[str] = ..., search_base: _Optional[str] = ..., search_filters: _Optional[str] = ..., use_tls: _Optional[bool] = ..., certificate_path: _Optional[str] = ..., validate_cert: _Optional[bool] = ..., ciphers: _Optional[str] = ..., enable_group_management: _Optional[bool] = ..., enable_group_creation: _Optional[bool] = ..., attribute_for_groups: _Optional[str] = ...) -> None: ...

class GetLdapConfigRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class LdapConfig(_message.Message):
    __slots__ = ("enable_ldap", "label", "host", "port", "attribute_for_mail", "default_email_domain", "attribute_for_username", "app_dn", "app_dn_password", "search_base", "search_filters", "use_tls", "certificate_path", "validate_cert", "ciphers", "enable_group_management", "enable_group_creation", "attribute_for_groups")
    ENABLE_LDAP_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_MAIL_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_EMAIL_DOMAIN_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_USERNAME_FIELD_NUMBER: _ClassVar[int]
    APP_DN_FIELD_NUMBER: _ClassVar[int]
    APP_DN_PASSWORD_FIELD_NUMBER: _ClassVar[int]
    SEARCH_BASE_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FILTERS_FIELD_NUMBER: _ClassVar[int]
    USE_TLS_FIELD_NUMBER: _ClassVar[int]
    CERTIFICATE_PATH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_CERT_FIELD_NUMBER: _ClassVar[int]
    CIPHERS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_GROUP_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_GROUP_CREATION_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_GROUPS_FIELD_NUMBER: _ClassVar[int]
    enable_ldap: bool
    label: str
    host: str
    port: int
    attribute_for_mail: str
    default_email_domain: str
    attribute_for_username: str
    app_dn: str
    app_dn_password: str
    search_base: str
    search_filters: str
    use_tls: bool
    certificate_path: str
    validate_cert: bool
    ciphers: str
    enable_group_management: bool
    enable_group_creation: bool
    attribute_for_groups: str
    def __init__(self, enable_ldap: _Optional[bool] = ..., label: _Optional[str] = ..., host: _Optional[str] = ..., port: _Optional[int] = ..., attribute_for_mail: _Optional[str] = ..., default_email_domain: _Optional[str] = ..., attribute_for_username: _Optional[str] = ..., app_dn: _Optional[str] = ..., app_dn_password: _Optional[str] = ..., search_base: _Optional[str] = ..., search_filters: _Optional[str] = ..., use_tls: _Optional[bool] = ..., certificate_path: _Optional[str] = ..., validate_cert: _Optional[bool] = ..., ciphers: _Optional[str] = ..., enable_group_management: _Optional[bool] = ..., enable_group_creation: _Optional[bool] = ..., attribute_for_groups: _Optional[str] = ...) -> None: ...

class UpdateLdapConfigRequest(_message.Message):
    __slots__ = ("enable_ldap", "label", "host", "port", "attribute_for_mail", "default_email_domain", "attribute_for_username", "app_dn", "app_dn_password", "search_base", "search_filters", "use_tls", "certificate_path", "validate_cert", "ciphers", "enable_group_management", "enable_group_creation", "attribute_for_groups")
    ENABLE_LDAP_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_MAIL_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_EMAIL_DOMAIN_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_USERNAME_FIELD_NUMBER: _ClassVar[int]
    APP_DN_FIELD_NUMBER: _ClassVar[int]
    APP_DN_PASSWORD_FIELD_NUMBER: _ClassVar[int]
    SEARCH_BASE_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FILTERS_FIELD_NUMBER: _ClassVar[int]
    USE_TLS_FIELD_NUMBER: _ClassVar[int]
    CERTIFICATE_PATH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_CERT_FIELD_NUMBER: _ClassVar[int]
    CIPHERS_FIELD_NUMBER: _ClassVar[int]
    ENABLE_GROUP_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    ENABLE_GROUP_CREATION_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_GROUPS_FIELD_NUMBER: _ClassVar[int]
    enable_ldap: bool
    label: str
    host: str
    port: int
    attribute_for_mail: str
    default_email_domain: str
    attribute_for_username: str
    app_dn: str
    app_dn_password: str
    search_base: str
    search_filters: str
    use_tls: bool
    certificate_path: str
    validate_cert: bool
    ciphers: str
    enable_group_management: bool
    enable_group_creation: bool
    attribute_for_groups: str
    def __init__(self, enable_ldap: _Optional[bool] = ..., label: _Optional[str] = ..., host: _Optional[str] = ..., port: _Optional[int] = ..., attribute_for_mail: _Optional[str] = ..., default_email_domain: _Optional[str] = ..., attribute_for_username: _Optional[str] = ..., app_dn: _Optional[str] = ..., app_dn_password: _Optional[str] = ..., search_base: _Optional[str] = ..., search_filters: _Optional[str] = ..., use_tls: _Optional[bool] = ..., certificate_path: _Optional[str] = ..., validate_cert: _Optional[bool] = ..., ciphers: _Optional[str] = ..., enable_group_management: _Optional[bool] = ..., enable_group_creation: _Optional[bool] = ..., attribute_for_groups: _Optional[str] = ...) -> None: ...

class GetLdapMappingRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class LdapMapping(_message.Message):
    __slots__ = ("start_tls", "attribute_for_name", "attribute_for_id", "group_search_base", "group_search_filter", "admin_groups", "user_groups", "link_by_email", "allow_registration")
    START_TLS_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_NAME_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_SEARCH_BASE_FIELD_NUMBER: _ClassVar[int]
    GROUP_SEARCH_FILTER_FIELD_NUMBER: _ClassVar[int]
    ADMIN_GROUPS_FIELD_NUMBER: _ClassVar[int]
    USER_GROUPS_FIELD_NUMBER: _ClassVar[int]
    LINK_BY_EMAIL_FIELD_NUMBER: _ClassVar[int]
    ALLOW_REGISTRATION_FIELD_NUMBER: _ClassVar[int]
    start_tls: bool
    attribute_for_name: str
    attribute_for_id: str
    group_search_base: str
    group_search_filter: str
    admin_groups: _containers.RepeatedScalarFieldContainer[str]
    user_groups: _containers.RepeatedScalarFieldContainer[str]
    link_by_email: bool
    allow_registration: bool
    def __init__(self, start_tls: _Optional[bool] = ..., attribute_for_name: _Optional[str] = ..., attribute_for_id: _Optional[str] = ..., group_search_base: _Optional[str] = ..., group_search_filter: _Optional[str] = ..., admin_groups: _Optional[_Iterable[str]] = ..., user_groups: _Optional[_Iterable[str]] = ..., link_by_email: _Optional[bool] = ..., allow_registration: _Optional[bool] = ...) -> None: ...

class UpdateLdapMappingRequest(_message.Message):
    __slots__ = ("start_tls", "attribute_for_name", "attribute_for_id", "group_search_base", "group_search_filter", "admin_groups", "user_groups", "link_by_email", "allow_registration")
    START_TLS_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_NAME_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_SEARCH_BASE_FIELD_NUMBER: _ClassVar[int]
    GROUP_SEARCH_FILTER_FIELD_NUMBER: _ClassVar[int]
    ADMIN_GROUPS_FIELD_NUMBER: _ClassVar[int]
    USER_GROUPS_FIELD_NUMBER: _ClassVar[int]
    LINK_BY_EMAIL_FIELD_NUMBER: _ClassVar[int]
    ALLOW_REGISTRATION_FIELD_NUMBER: _ClassVar[int]
    start_tls: bool
    attribute_for_name: str
    attribute_for_id: str
    group_search_base: str
    group_search_filter: str
    admin_groups: LdapGroupNames
    user_groups: LdapGroupNames
    link_by_email: bool
    allow_registration: bool
    def __init__(self, start_tls: _Optional[bool] = ..., attribute_for_name: _Optional[str] = ..., attribute_for_id: _Optional[str] = ..., group_search_base: _Optional[str] = ..., group_search_filter: _Optional[str] = ..., admin_groups: _Optional[_Union[LdapGroupNames, _Mapping]] = ..., user_groups: _Optional[_Union[LdapGroupNames, _Mapping]] = ..., link_by_email: _Optional[bool] = ..., allow_registration: _Optional[bool] = ...) -> None: ...

class LdapGroupNames(_message.Message):
    __slots__ = ("names",)
    NAMES_FIELD_NUMBER: _ClassVar[int]
    names: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, names: _Optional[_Iterable[str]] = ...) -> None: ...

class TestLdapRequest(_message.Message):
    __slots__ = ("user",)
    USER_FIELD_NUMBER: _ClassVar[int]
    user: str
    def __init__(self, user: _Optional[str] = ...) -> None: ...

class LdapTested(_message.Message):
    __slots__ = ("connected", "people")
    CONNECTED_FIELD_NUMBER: _ClassVar[int]
    PEOPLE_FIELD_NUMBER: _ClassVar[int]
    connected: bool
    people: _containers.RepeatedCompositeFieldContainer[LdapPerson]
    def __init__(self, connected: _Optional[bool] = ..., people: _Optional[_Iterable[_Union[LdapPerson, _Mapping]]] = ...) -> None: ...

class LdapPerson(_message.Message):
    __slots__ = ("dn", "username", "email", "name", "groups", "role")
    DN_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    dn: str
    username: str
    email: str
    name: str
    groups: _containers.RepeatedScalarFieldContainer[str]
    role: str
    def __init__(self, dn: _Optional[str] = ..., username: _Optional[str] = ..., email: _Optional[str] = ..., name: _Optional[str] = ..., groups: _Optional[_Iterable[str]] = ..., role: _Optional[str] = ...) -> None: ...
