"""GraphQL over HTTP: media types, statuses, parameters."""

import httpx
import pytest

from schema.http.fake import FakeGateway

URL = "/demo/graphql"
GRAPHQL = "application/graphql-response+json"


async def test_a_query_is_answered_in_the_media_type_asked_for(client: httpx.AsyncClient) -> None:
    for media in (GRAPHQL, "application/json"):
        response = await client.post(URL, json={"query": "{hello}"}, headers={"accept": media})
        assert response.headers["content-type"] == f"{media}; charset=utf-8"
        assert response.json() == {"data": {"hello": "你好 世界"}}
        assert response.headers["x-schema-hash"] == "hash1"
        assert response.headers["x-request-id"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/json"),
        ("text/html,*/*;q=0.8", "application/json"),
        (f"{GRAPHQL}, application/json", GRAPHQL),
        (f"{GRAPHQL},application/json;q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=0.1, application/json", "application/json"),
    ],
)
async def test_the_accept_header_decides(
    client: httpx.AsyncClient, accept: str, expected: str
) -> None:
    response = await client.post(URL, json={"query": "{hello}"}, headers={"accept": accept})
    assert response.headers["content-type"].startswith(expected)


async def test_what_cannot_be_accepted_is_406(client: httpx.AsyncClient) -> None:
    response = await client.post(URL, json={"query": "{hello}"}, headers={"accept": "text/html"})
    assert response.status_code == 406
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


@pytest.mark.parametrize("document", ["{", "{nothing}", "query($n:Int!){hello}"])
async def test_a_faulty_document_is_400_or_for_old_clients_200(
    client: httpx.AsyncClient, document: str
) -> None:
    for media, status in ((GRAPHQL, 400), ("application/json", 200)):
        response = await client.post(URL, json={"query": document}, headers={"accept": media})
        assert response.status_code == status
        assert "data" not in response.json()


async def test_queries_may_come_by_get_and_mutations_may_not(client: httpx.AsyncClient) -> None:
    query = {"query": "query A($n:String){hello(name:$n)}", "variables": '{"n":"李"}'}
    assert (await client.get(URL, params=query)).json() == {"data": {"hello": "你好 李"}}
    response = await client.get(URL, params={"query": 'mutation{rename(to:"x")}'})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD"])
async def test_other_methods_are_405(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, URL)
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


async def test_a_subscription_is_told_where_to_go(client: httpx.AsyncClient) -> None:
    response = await client.post(
        URL, json={"query": "subscription{forever}"}, headers={"accept": GRAPHQL}
    )
    assert response.status_code == 400
    code = response.json()["errors"][0]["extensions"]["code"]
    assert code == "SUBSCRIPTION_NEEDS_STREAM"


@pytest.mark.parametrize(
    "body",
    [
        {"query": 1},
        {"query": ["{hello}"]},
        {"query": "{hello}", "variables": []},
        {"query": "{hello}", "operationName": {}},
        {"query": "{hello}", "extensions": "x"},
        {},
        [{"query": "{hello}"}],
    ],
)
async def test_parameters_of_the_wrong_type_are_400(
    client: httpx.AsyncClient, body: object
) -> None:
    response = await client.post(URL, json=body)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    "query", ["query=%ff", "query={hello}&query={hello}", "query={hello}&variables=9", "x=1"]
)
async def test_a_faulty_query_string_is_400(client: httpx.AsyncClient, query: str) -> None:
    assert (await client.get(f"{URL}?{query}")).status_code == 400


async def test_the_platform_is_served_like_a_locality(client: httpx.AsyncClient) -> None:
    response = await client.post("/platform/graphql", json={"query": "{hello}"})
    assert response.status_code == 200


async def test_what_the_gateway_learns_of_the_caller(
    client: httpx.AsyncClient, gateway: FakeGateway
) -> None:
    headers = {
        "authorization": "Bearer good",
        "accept-language": "en-GB,en;q=0.9",
        "idempotency-key": '"a-1"',
    }
    await client.post(URL, json={"query": "{hello}"}, headers=headers)
    operation, caller = gateway.asked[-1]
    assert (caller.token, caller.language, operation.idempotency_key) == ("good", "en", "a-1")


@pytest.mark.parametrize("key", ["", "a b", "键", "k" * 201])
async def test_a_bad_idempotency_key_is_refused(client: httpx.AsyncClient, key: str) -> None:
    body = {"query": "{hello}", "extensions": {"idempotencyKey": key}}
    response = await client.post(URL, json=body)
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_IDEMPOTENCY_KEY"
