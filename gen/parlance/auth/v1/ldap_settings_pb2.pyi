from parlance.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class LdapSettings(_message.Message):
    __slots__ = ("enable_ldap", "label", "host", "port", "attribute_for_mail", "default_email_domain", "attribute_for_username", "app_dn", "app_dn_password", "search_base", "search_filters", "use_tls", "certificate_path", "validate_cert", "ciphers", "enable_group_management", "enable_group_creation", "attribute_for_groups", "start_tls", "attribute_for_name", "attribute_for_id", "group_search_base", "group_search_filter", "admin_groups", "user_groups", "link_by_email", "allow_registration")
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
    START_TLS_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_NAME_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTE_FOR_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_SEARCH_BASE_FIELD_NUMBER: _ClassVar[int]
    GROUP_SEARCH_FILTER_FIELD_NUMBER: _ClassVar[int]
    ADMIN_GROUPS_FIELD_NUMBER: _ClassVar[int]
    USER_GROUPS_FIELD_NUMBER: _ClassVar[int]
    LINK_BY_EMAIL_FIELD_NUMBER: _ClassVar[int]
    ALLOW_REGISTRATION_FIELD_NUMBER: _ClassVar[int]
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
    start_tls: bool
    attribute_for_name: str
    attribute_for_id: str
    group_search_base: str
    group_search_filter: str
    admin_groups: _containers.RepeatedScalarFieldContainer[str]
    user_groups: _containers.RepeatedScalarFieldContainer[str]
    link_by_email: bool
    allow_registration: bool
    def __init__(self, enable_ldap: _Optional[bool] = ..., label: _Optional[str] = ..., host: _Optional[str] = ..., port: _Optional[int] = ..., attribute_for_mail: _Optional[str] = ..., default_email_domain: _Optional[str] = ..., attribute_for_username: _Optional[str] = ..., app_dn: _Optional[str] = ..., app_dn_password: _Optional[str] = ..., search_base: _Optional[str] = ..., search_filters: _Optional[str] = ..., use_tls: _Optional[bool] = ..., certificate_path: _Optional[str] = ..., validate_cert: _Optional[bool] = ..., ciphers: _Optional[str] = ..., enable_group_management: _Optional[bool] = ..., enable_group_creation: _Optional[bool] = ..., attribute_for_groups: _Optional[str] = ..., start_tls: _Optional[bool] = ..., attribute_for_name: _Optional[str] = ..., attribute_for_id: _Optional[str] = ..., group_search_base: _Optional[str] = ..., group_search_filter: _Optional[str] = ..., admin_groups: _Optional[_Iterable[str]] = ..., user_groups: _Optional[_Iterable[str]] = ..., link_by_email: _Optional[bool] = ..., allow_registration: _Optional[bool] = ...) -> None: ...
