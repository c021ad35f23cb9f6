"""Localities side by side, and one's cases under another's rules, as the platform answers."""

from datetime import timedelta
from typing import Any

from factories.cases import make_case
from factories.server import Server
from lianxin.accounts import create_account
from lianxin.platform import Entry

FIGURES = """{ comparison(atLeast: 5) { locality name cases open overdue medianDaysToAnswer
    unavailable calledBack { part whole percent low high }
    satisfied { part whole percent low high } } }"""
MODELS = """query ($under: String!, $workflow: String, $from: Date, $to: Date) {
    compareModels(cases: "testing", under: $under, workflow: $workflow,
                  submittedFrom: $from, submittedTo: $to) {
        workflow cases due late lateHere escalated refused complete notCompared
        deadlines { key code title met missed approximate }
        refusals { from to count } } }"""
DEFAULT = "core.cases.default"


async def asked(server: Server, query: str, **variables: Any) -> dict[str, Any]:
    """As the platform's administrator."""
    platform = server.platform
    own = await platform.locality("platform")
    async with own.database.writing() as tx:
        given: dict[str, Any] = {"username": "root", "password": "lianxin", "roles": ["admin"]}
        await create_account(tx, **given, now=platform.clock.now(), rule=None)
    credentials = {"locality": "platform", "username": "root", "password": "lianxin"}
    token = (await server.client.post("/auth/token", json=credentials)).json()["accessToken"]
    answer = await server.client.post(
        "/platform/graphql",
        json={"query": query, "variables": variables},
        headers={"authorization": f"Bearer {token}"},
    )
    found: dict[str, Any] = answer.json()
    return found


async def test_figures_with_what_they_are_worth(server: Server) -> None:
    locality = await server.locality()
    now = locality.clock.now()
    for days in (2, 3, 4, 5, 6):
        times = {"submitted_at": now - timedelta(days=9), "answered_at": now - timedelta(days=days)}
        told = {"contactable": True, "called_back_at": now if days > 2 else None}
        await make_case(locality, **times, **told, satisfaction="satisfied", due_at=now)
    await make_case(locality, restricted=True, submitted_at=now)
    (row,) = (await asked(server, FIGURES))["data"]["comparison"]
    assert (row["cases"], row["open"], row["medianDaysToAnswer"]) == (5, 5, 5.0)
    assert row["calledBack"] == {"part": 4, "whole": 5, "percent": 80.0, "low": 37.6, "high": 96.4}


async def test_few_are_not_told_and_a_locality_that_is_away_says_why(server: Server) -> None:
    locality, platform = await server.locality(), server.platform
    await make_case(locality, submitted_at=locality.clock.now())
    await platform.directory.add(Entry("away", "远县", "sqlite:///gone.db"), platform.clock.now())
    away, testing = (await asked(server, FIGURES))["data"]["comparison"]
    assert (testing["cases"], testing["calledBack"], testing["unavailable"]) == (None, None, None)
    assert (away["cases"], bool(away["unavailable"])) == (None, True)


async def test_cases_under_a_model(server: Server) -> None:
    locality = await server.locality()
    now = locality.clock.now()
    await make_case(locality, step="closed", submitted_at=now, closed_at=now)
    found = (await asked(server, MODELS, under="testing", workflow=DEFAULT))["data"]
    assert found["compareModels"]["workflow"] == DEFAULT
    assert (found["compareModels"]["cases"], found["compareModels"]["refusals"]) == (1, [])


async def test_what_is_asked_wrongly_is_told(server: Server) -> None:
    found = await asked(server, MODELS, under="nowhere")
    assert found["errors"][0]["extensions"]["code"] == "LOCALITY_NOT_FOUND"


async def test_a_resident_of_nowhere_may_not_compare(server: Server) -> None:
    answer = await server.client.post("/platform/graphql", json={"query": FIGURES})
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
