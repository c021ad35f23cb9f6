"""Two servers and a worker on PostgreSQL behind nginx, from the wheel: they work as one."""

import httpx
import pytest
from websockets.sync.client import connect

from deploy.deployment import Deployment

# One worker of pytest takes them all, so that the deployment is made once.
pytestmark = [pytest.mark.xdist_group("deployment"), pytest.mark.long]

QUESTION = {"query": "{ locality { key } }"}
ANSWER = {"locality": {"key": "zoucheng"}}


def ask(port: int) -> httpx.Response:
    return httpx.post(f"http://127.0.0.1:{port}/zoucheng/graphql", json=QUESTION, timeout=20)


def test_a_query_is_answered_through_nginx(deployment: Deployment) -> None:
    answer = ask(deployment.port)
    assert (answer.status_code, answer.json()["data"]) == (200, ANSWER)


def test_each_server_answers_alike(deployment: Deployment) -> None:
    answers = [ask(port) for port in deployment.server_ports]
    assert [answer.json()["data"] for answer in answers] == [ANSWER, ANSWER]
    assert len({answer.headers["x-schema-hash"] for answer in answers}) == 1


def test_without_one_server_nothing_is_refused(deployment: Deployment) -> None:
    assert deployment.server_a.stop()
    try:
        assert [ask(deployment.port).json()["data"] for _ in range(4)] == [ANSWER] * 4
    finally:
        deployment.server_a.start()
        deployment.wait_for(deployment.server_a, deployment.server_ports[0])


def test_a_websocket_passes_nginx(deployment: Deployment) -> None:
    address = f"ws://127.0.0.1:{deployment.port}/zoucheng/graphql"
    with connect(address, subprotocols=["graphql-transport-ws"], proxy=None) as socket:
        socket.send('{"type":"connection_init"}')
        assert '"connection_ack"' in socket.recv(timeout=20)


def test_events_pass_nginx_one_by_one(deployment: Deployment) -> None:
    address = f"http://127.0.0.1:{deployment.port}/zoucheng/graphql/stream"
    accept = {"accept": "text/event-stream"}
    with httpx.stream("POST", address, json=QUESTION, headers=accept, timeout=20) as answer:
        said = [line for line in answer.iter_lines() if line.startswith("event:")]
    assert [line.removeprefix("event:").strip() for line in said] == ["next", "complete"]


def test_too_much_is_refused_as_graphql_clients_expect(deployment: Deployment) -> None:
    address = f"http://127.0.0.1:{deployment.port}/zoucheng/graphql"
    answer = httpx.post(address, content=b" " * 2_000_000, timeout=20)
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


def test_figures_of_a_server_are_told_to_nobody_outside(deployment: Deployment) -> None:
    assert httpx.get(f"http://127.0.0.1:{deployment.port}/metrics").status_code == 404
    assert httpx.get(f"http://127.0.0.1:{deployment.server_ports[1]}/metrics").status_code == 200


def test_all_end_when_told_to(deployment: Deployment) -> None:
    names = ("nginx", "server-a", "server-b", "worker")
    assert deployment.down() == dict.fromkeys(names, True)
