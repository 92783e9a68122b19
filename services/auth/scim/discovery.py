"""What the server tells about itself (RFC 7643 §5–§7): nothing that is not so."""

from __future__ import annotations

from typing import Any

from services.auth.scim import bulk, lists
from services.auth.scim.resources import SCHEMAS, TYPES
from services.auth.scim.schema import Attribute, ResourceType, Schema

CONFIG_URI = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
TYPE_URI = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
SCHEMA_URI = "urn:ietf:params:scim:schemas:core:2.0:Schema"


def service_provider_config(base: str) -> dict[str, Any]:
    """What is supported; `base` is the address of the SCIM API."""
    return {
        "schemas": [CONFIG_URI],
        "patch": {"supported": True},
        "bulk": {
            "supported": True,
            "maxOperations": bulk.MAX_OPERATIONS,
            "maxPayloadSize": bulk.MAX_PAYLOAD,
        },
        "filter": {"supported": True, "maxResults": lists.MAX_COUNT},
        "changePassword": {"supported": True},
        "sort": {"supported": True},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "A token made for SCIM by an administrator, in the Authorization header.",
                "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{base}/ServiceProviderConfig"},
    }


def resource_types(base: str) -> list[dict[str, Any]]:
    """Every resource type."""
    return [_type(kind, base) for kind in TYPES]


def schemas(base: str) -> list[dict[str, Any]]:
    """Every schema."""
    return [_schema(schema, base) for schema in SCHEMAS]


def _type(kind: ResourceType, base: str) -> dict[str, Any]:
    return {
        "schemas": [TYPE_URI],
        "id": kind.name,
        "name": kind.name,
        "endpoint": kind.endpoint,
        "description": kind.text,
        "schema": kind.core.uri,
        "schemaExtensions": [{"schema": each.uri, "required": False} for each in kind.extensions],
        "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/{kind.name}"},
    }


def _schema(schema: Schema, base: str) -> dict[str, Any]:
    return {
        "schemas": [SCHEMA_URI],
        "id": schema.uri,
        "name": schema.name,
        "description": schema.text,
        "attributes": [_attribute(each) for each in schema.attributes],
        "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{schema.uri}"},
    }


def _attribute(attribute: Attribute) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": attribute.name,
        "type": attribute.type,
        "multiValued": attribute.multi,
        "description": attribute.text,
        "required": attribute.required,
        "caseExact": attribute.exact,
        "mutability": attribute.mutability,
        "returned": attribute.returned,
        "uniqueness": attribute.uniqueness,
    }
    if attribute.canonical:
        told["canonicalValues"] = list(attribute.canonical)
    if attribute.references:
        told["referenceTypes"] = list(attribute.references)
    if attribute.sub:
        told["subAttributes"] = [_attribute(each) for each in attribute.sub]
    return told
