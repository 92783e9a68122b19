"""MongoDB behind one small module: both asynchronous drivers, strong concerns, a start-up check."""

from kernel.mongo.check import UnsafeDeployment, check_deployment
from kernel.mongo.client import DRIVERS, Mongo, Unreachable, connect, each, is_unavailable, rows
from kernel.mongo.text import literal

__all__ = [
    "DRIVERS",
    "Mongo",
    "Unreachable",
    "UnsafeDeployment",
    "check_deployment",
    "connect",
    "each",
    "is_unavailable",
    "literal",
    "rows",
]
