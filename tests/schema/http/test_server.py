"""What the server bounds before the application hears of a request."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from lianxin_schema.http import HttpSettings, create_app
from schema.http.fake import FakeGateway
from schema.http.serving import serving
from schema.http.sockets import socket


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> HttpSettings:
    return HttpSettings(**getattr(request, "param", {}))


async def sent(server: str, data: bytes) -> bytes:
    """What the server says until it closes the connection."""
    host, port = server.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(data)
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.transport.abort()


GET = b"GET /health/live HTTP/1.1\r\nhost: x\r\n"


async def test_no_server_header(server: str) -> None:
    answer = await sent(server, GET + b"connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"\r\nserver:" not in answer.lower()


async def test_large_headers_are_431(server: str) -> None:
    answer = await sent(server, GET + b"x-a: " + b"a" * 20_000 + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 431")


async def test_headers_without_end_are_dropped(server: str) -> None:
    assert await sent(server, GET + b"x-a: " + b"a" * 100_000) == b""


async def test_a_body_does_not_count_as_the_next_requests_head(server: str) -> None:
    host, port = server.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    body = b'{"query":"{hello}' + b" " * 100_000 + b'"}'
    head = b"POST /demo/graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    writer.write(head + b"content-length: %d\r\n\r\n" % len(body) + body)
    assert b" 200 " in await reader.readuntil(b"\r\n\r\n")
    await reader.readuntil("世界".encode() + b'"}}')
    # In two pieces, so that the second head is looked at while it is not complete.
    writer.write(GET)
    await writer.drain()
    await asyncio.sleep(0)
    writer.write(b"connection: close\r\n\r\n")
    assert b" 200 " in await reader.read()
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("settings", [{"header_seconds": 0.05}], indirect=True)
async def test_headers_that_stop_arriving_are_dropped(server: str) -> None:
    assert await sent(server, GET) == b""
    assert await sent(server, b"") == b""


@pytest.mark.parametrize("settings", [{"body_seconds": 0.05}], indirect=True)
async def test_a_half_sent_body_is_408_and_the_end(server: str) -> None:
    head = b"POST /demo/graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    answer = await sent(server, head + b'content-length: 50\r\n\r\n{"query"')
    assert answer.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("settings", [{"slow_reader_seconds": 0.1}], indirect=True)
async def test_a_stream_that_is_not_read_is_dropped(server: str, gateway: FakeGateway) -> None:
    host, port = server.split(":")
    _reader, writer = await asyncio.open_connection(host, int(port), limit=1024)
    path = b"/demo/graphql/stream?query=subscription%7Blarge%7D"
    writer.write(b"GET " + path + b" HTTP/1.1\r\nhost: x\r\n\r\n")
    async with asyncio.timeout(5):
        await gateway.ended.wait()
    assert gateway.open == 0
    writer.transport.abort()


async def test_many_sockets_come_and_go(server: str, gateway: FakeGateway) -> None:
    async def once() -> None:
        async with socket(server) as ws:
            await ws.init()
            await ws.subscribe("a", "subscription{forever}")
            await ws.hear()

    await asyncio.gather(*(once() for _ in range(50)))
    async with asyncio.timeout(5):
        while gateway.open:
            gateway.ended.clear()
            await gateway.ended.wait()
    tasks = [task for task in asyncio.all_tasks() if "Running" in repr(task)]
    assert tasks == []


async def test_stopping_does_not_wait_for_streams(gateway: FakeGateway) -> None:
    settings = HttpSettings()
    async with AsyncExitStack() as clients, asyncio.timeout(5):
        async with serving(create_app(gateway, settings), settings) as server:
            reader, writer = await asyncio.open_connection(*server.split(":"))
            path = b"/demo/graphql/stream?query=subscription%7Bforever%7D"
            writer.write(b"GET " + path + b" HTTP/1.1\r\nhost: x\r\n\r\n")
            await reader.readuntil(b"event: next")
            ws = await clients.enter_async_context(socket(server))
            await ws.init()
        assert gateway.open == 0
        assert (await ws.end())[0] == 1012
        writer.close()


async def test_what_is_opened_with_the_server_is_closed_with_it(gateway: FakeGateway) -> None:
    happened = []

    @asynccontextmanager
    async def lifetime() -> AsyncIterator[None]:
        happened.append("opened")
        yield
        happened.append("closed")

    settings = HttpSettings()
    async with serving(create_app(gateway, settings, lifetime=lifetime), settings):
        assert happened == ["opened"]
    assert happened == ["opened", "closed"]
