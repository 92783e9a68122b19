"""Conflicts that trying again from the start may get past."""

from __future__ import annotations

from kernel.errors import ClaimTaken, VersionConflict


class Raced(VersionConflict):
    """Another commit took the version first: worth trying again from the start."""


class ClaimRaced(ClaimTaken):
    """Another transaction took the claim first: trying again finds out whose it is."""
