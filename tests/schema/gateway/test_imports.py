"""A spreadsheet sent over HTTP: answered alike under one key, and no larger than a body may be."""

from base64 import b64encode
from typing import Any

import httpx

from factories.server import Server

IMPORT = """mutation ($input: ImportRowsInput!) { importRows(input: $input) {
    stored known refused refusedRows { row reasons { message } } errors { code } } }"""
ROWS = "编号,姓名\nP1,张三\nP2,\n"


async def sent(
    server: Server, content: bytes, role: str = "clerk", key: str = "k-1"
) -> httpx.Response:
    headers = {"authorization": f"Bearer {await server.sign_in(role)}", "idempotency-key": key}
    given = {"kind": "PERSONS", "fileName": "a.csv", "content": b64encode(content).decode()}
    body = {"query": IMPORT, "variables": {"input": given}}
    return await server.client.post("/testing/graphql", json=body, headers=headers)


async def answer(server: Server, content: str, **options: str) -> Any:
    return (await sent(server, content.encode(), **options)).json()["data"]["importRows"]


async def test_the_same_request_is_answered_alike_and_another_passes_over_what_is_there(
    server: Server,
) -> None:
    first, again = [await answer(server, ROWS) for _ in range(2)]
    assert first == again
    assert (first["stored"], first["refused"], first["refusedRows"][0]["row"]) == (1, 1, 3)
    later = await answer(server, ROWS, key="k-2")
    assert (later["stored"], later["known"], later["refused"]) == (0, 1, 1)
    other = await answer(server, ROWS.replace("张三", "李四"))
    assert other["errors"] == [{"code": "IDEMPOTENCY_KEY_REUSED"}]


async def test_a_key_is_of_one_account_and_gives_nobody_elses_answer(server: Server) -> None:
    assert (await answer(server, ROWS))["stored"] == 1
    refused = await answer(server, ROWS, role="auditor")
    assert (refused["stored"], refused["errors"]) == (None, [{"code": "NOT_PERMITTED"}])
    assert (await answer(server, ROWS, role="admin"))["known"] == 1


async def test_what_is_larger_than_a_body_may_be_is_not_read(server: Server) -> None:
    found = await sent(server, b"x" * 200_000)
    assert found.status_code == 413
