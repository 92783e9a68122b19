"""The OpenAPI document, made from the same endpoints the gateway serves."""

from services.gateway.openapi.document import document
from services.gateway.openapi.older import as_3_0

__all__ = ["as_3_0", "document"]
