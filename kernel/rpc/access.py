"""Who may call a method: the access rule of the contract, compiled once for each method.

A developer key carries the role admin but opens only the developer surface and methods that have no
REST route. A service of this installation may call what admins may, never what is reserved for
sessions or developer keys. A SCIM token opens what is marked for it and nothing else. Objects (whose chat
is it?) are the service's own business.
"""

from __future__ import annotations

from collections.abc import Callable

from parlance.options.v1 import options_pb2 as options

from kernel.context import Caller
from kernel.errors import Refusal
from kernel.rpc.contract import MethodContract

Check = Callable[[Caller | None], None]
"""Raises Refusal NOT_AUTHENTICATED, ACCESS_PROHIBITED or the method's permission reason."""

_BY_ROLE = {
    options.ACCESS_ANY_ROLE: frozenset({"pending", "user", "admin"}),
    options.ACCESS_SESSION: frozenset({"pending", "user", "admin"}),
    options.ACCESS_USER: frozenset({"user", "admin"}),
    options.ACCESS_ADMIN: frozenset({"admin"}),
    options.ACCESS_DEVELOPER: frozenset({"admin"}),
    options.ACCESS_SERVICE: frozenset({"admin"}),
    options.ACCESS_SCIM: frozenset({"admin"}),
}
_ALL_KINDS = frozenset({"session", "api_key", "developer_key", "service"})
_BY_KIND = {
    options.ACCESS_SESSION: frozenset({"session"}),
    options.ACCESS_DEVELOPER: frozenset({"developer_key"}),
    options.ACCESS_SERVICE: frozenset({"service"}),
    options.ACCESS_SCIM: frozenset({"session", "api_key", "service"}),
}


PRIVILEGED = frozenset({options.ACCESS_ADMIN, options.ACCESS_DEVELOPER, options.ACCESS_SERVICE})
"""Rules whose breach is worth a line in the audit trail; a pending account meets the others each day."""


def compile_check(method: MethodContract) -> Check:
    """The check of one method. A method without an access rule refuses everybody."""
    rule = method.rule
    if rule.access == options.ACCESS_PUBLIC:
        return _anyone
    roles = _BY_ROLE.get(rule.access, frozenset())
    kinds = _BY_KIND.get(rule.access, _ALL_KINDS)
    if method.rest and rule.surface != options.SURFACE_ANYTHINGLLM and not rule.developer_key_only:
        kinds -= {"developer_key"}
    permission = rule.permission
    reason = rule.permission_reason or "PERMISSION_MISSING"

    scim = rule.access == options.ACCESS_SCIM

    def check(caller: Caller | None) -> None:
        if caller is None:
            raise Refusal("NOT_AUTHENTICATED")
        if scim and caller.kind == "scim_token":
            return
        if caller.role not in roles or caller.kind not in kinds:
            raise Refusal("ACCESS_PROHIBITED")
        if permission and not caller.may(permission):
            raise Refusal(reason, details={"permission": permission})

    return check


def _anyone(caller: Caller | None) -> None:
    return None
