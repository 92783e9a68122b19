"""What an administrator set for all models: the order of lists, parameters of completions.

The section "models" of the installation's settings, unpacked once per change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from parlance.auth.v1.interface_settings_pb2 import ModelSettings


class ModelDefaults:
    """Empty until settings come in."""

    def __init__(self) -> None:
        self.order: Sequence[str] = ()
        """Ids of models that lists begin with."""
        self.params: Mapping[str, Any] = {}
        """Parameters of chat completions, as a page writes them; what a request says wins."""
        self._reordered: list[Callable[[], None]] = []

    def on_reorder(self, call: Callable[[], None]) -> None:
        """Be called when the order has changed."""
        self._reordered.append(call)

    def take(self, settings: ModelSettings) -> None:
        """New settings."""
        order = tuple(settings.model_order_list)
        self.params = msgspec.json.decode(settings.default_model_params or b"{}", type=dict[str, Any])
        if order != self.order:
            self.order = order
            for call in self._reordered:
                call()
