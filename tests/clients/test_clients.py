"""Relay, graphql-codegen, urql, Apollo, graphql-ws and graphql-sse work against the demo."""

from pathlib import Path

import pytest

from clients.demo import LOCALITY, running_demo
from clients.nodejs import require_node, run_clients


@pytest.mark.long
def test_every_client_works_against_the_demo(tmp_path: Path) -> None:
    require_node()
    with running_demo(tmp_path) as address:
        said = run_clients(f"{address}/{LOCALITY}")
    print(said)
    assert "61/61 audits" in said
    assert "7 of 7 clients work" in said
