"""Which messages are sections of settings, by the contract's `section` option.

Sections are declared in files named `*settings.proto` of any service; nothing else registers them.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

import parlance
from google.protobuf.message import Message
from parlance.options.v1 import options_pb2


def rule_of(section: type[Message]) -> options_pb2.SectionRule:
    """The section a message declares. Raises TypeError for a message that declares none."""
    rule: options_pb2.SectionRule = section.DESCRIPTOR.GetOptions().Extensions[options_pb2.section]
    if not rule.name:
        raise TypeError(f"{section.DESCRIPTOR.full_name} is not a section of settings")
    return rule


@cache
def all_sections() -> dict[str, type[Message]]:
    """Every declared section by name. Raises TypeError when two have one name."""
    found: dict[str, type[Message]] = {}
    for module in _settings_modules():
        for descriptor in module.DESCRIPTOR.message_types_by_name.values():
            if not descriptor.GetOptions().HasExtension(options_pb2.section):
                continue
            message: type[Message] = getattr(module, descriptor.name)
            name = rule_of(message).name
            if name in found:
                raise TypeError(f"two messages declare the section {name}")
            found[name] = message
    return dict(sorted(found.items()))


def _settings_modules() -> list[Any]:
    names = (
        module.name
        for module in pkgutil.walk_packages(parlance.__path__, "parlance.")
        if module.name.endswith("settings_pb2")
    )
    return [importlib.import_module(name) for name in sorted(names)]
