"""How each published API words and shapes its errors: one module per surface, one table of words."""

from services.gateway.dialects.base import Dialect, Told, closes_cors
from services.gateway.dialects.registry import dialect_of, dialects

__all__ = ["Dialect", "Told", "closes_cors", "dialect_of", "dialects"]
