"""The audits of npm's graphql-http, over the protocol alone."""

import asyncio

from clients.nodejs import require_node, run_clients


async def test_all_audits_pass(server: str) -> None:
    require_node()
    said = await asyncio.to_thread(run_clients, f"http://{server}/demo", "audits")
    print(said)
    assert "61/61 audits" in said
