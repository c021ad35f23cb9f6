"""Documents by hash: the draft's documentId, Relay's bare hash, Apollo's persistedQuery."""

import hashlib
from typing import Any

import httpx
import pytest

from schema.http.fake import FakeGateway

URL = "/demo/graphql"
TEXT = "query Hello{hello}"
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
MD5 = hashlib.md5(TEXT.encode(), usedforsecurity=False).hexdigest()
APOLLO = {"persistedQuery": {"version": 1, "sha256Hash": SHA}}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"documentId": f"sha256:{SHA}"}, f"sha256:{SHA}"),
        ({"documentId": SHA.upper()}, f"sha256:{SHA}"),
        ({"doc_id": SHA}, f"sha256:{SHA}"),
        ({"id": MD5}, f"md5:{MD5}"),
        ({"extensions": APOLLO}, f"sha256:{SHA}"),
    ],
)
async def test_every_spelling_names_the_same_document(
    client: httpx.AsyncClient, gateway: FakeGateway, parameters: dict[str, Any], expected: str
) -> None:
    gateway.documents[expected] = TEXT
    response = await client.post(URL, json=parameters)
    assert response.json() == {"data": {"hello": "你好 世界"}}
    assert gateway.asked[-1][0].document_id == expected


async def test_apollos_automatic_persisted_queries(client: httpx.AsyncClient) -> None:
    first = await client.post(URL, json={"extensions": APOLLO})
    assert first.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    second = await client.post(URL, json={"query": TEXT, "extensions": APOLLO})
    assert second.json()["data"]
    third = await client.post(URL, json={"extensions": APOLLO})
    assert third.json()["data"]


async def test_a_hash_of_another_document_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.post(URL, json={"query": "{secret}", "extensions": APOLLO})
    assert response.status_code == 400
    code = response.json()["errors"][0]["extensions"]["code"]
    assert code == "PERSISTED_QUERY_HASH_MISMATCH"


@pytest.mark.parametrize("given", ["", "sha256:xyz", "sha512:" + "0" * 128, "../etc", "0" * 63])
async def test_other_shapes_are_refused(client: httpx.AsyncClient, given: str) -> None:
    response = await client.post(URL, json={"documentId": given})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_DOCUMENT_ID"
