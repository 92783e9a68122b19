"""What others have written to judge SCIM servers: scim2-tester and scim-sanity, complete and strict."""

from __future__ import annotations

import contextlib
import io

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server
from scim_sanity.probe.runner import run_probe_api

from tests.e2e.scim.provider import Provider
from tests.system import System


def test_scim2_tester_finds_every_attribute_created_changed_and_removed(system: System) -> None:
    provider = Provider(system)
    headers = {"authorization": f"Bearer {provider.token}"}
    with Client(base_url=provider.base, headers=headers, timeout=60) as client:
        results = check_server(SyncSCIMClient(client))
    wrong = [
        (one.title, one.resource_type, one.reason) for one in results if one.status is not Status.SUCCESS
    ]
    assert wrong == []
    # The full schemas: with fewer attributes there would be fewer results.
    assert len(results) >= 135


def test_scim_sanity_passes_strictly(system: System) -> None:
    provider = Provider(system)
    with contextlib.redirect_stdout(io.StringIO()):
        report = run_probe_api(provider.base, token=provider.token, strict=True)
    wrong = [one for one in report["results"] if one["status"] not in ("pass", "skip")]
    assert wrong == []
    assert report["summary"]["passed"] >= 28
