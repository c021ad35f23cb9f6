"""What is served at /console: one page for every address, files for ever, no word of anybody."""

import gzip
from pathlib import Path

import httpx
import pytest

from lianxin_console.files import STAMP, Built
from lianxin_console.site import console

SCRIPT = b"console.log(1)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text('<script nonce="NONCE">')
    (tmp_path / "assets" / "a-1.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "a-1.js.gz").write_bytes(gzip.compress(SCRIPT))
    (tmp_path / STAMP).touch()
    return tmp_path


@pytest.fixture
def client(folder: Path) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=console(Built(folder)))
    return httpx.AsyncClient(transport=transport, base_url="http://lianxin.test")


@pytest.mark.parametrize("path", ["/console", "/console/", "/console/zoucheng/cases/NE5N-8MAB"])
async def test_every_address_is_the_same_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_the_nonce_is_new_each_time_and_the_one_of_the_policy(
    client: httpx.AsyncClient,
) -> None:
    first, second = [await client.get("/console") for _ in range(2)]
    nonce = first.text.partition('"')[2].partition('"')[0]
    assert f"'nonce-{nonce}'" in first.headers["content-security-policy"]
    assert first.text != second.text
    assert "unsafe" not in first.headers["content-security-policy"]


async def test_files_are_kept_for_ever_and_packed(client: httpx.AsyncClient) -> None:
    answer = await client.get("/console/assets/a-1.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (answer.headers["content-encoding"], answer.content) == ("gzip", SCRIPT)
    plain = await client.get("/console/assets/a-1.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers


async def test_what_the_browser_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    etag = (await client.get("/console/assets/a-1.js")).headers["etag"]
    again = await client.get("/console/assets/a-1.js", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_file_that_is_not_there_is_not_the_page(client: httpx.AsyncClient) -> None:
    assert (await client.get("/console/assets/b.js")).status_code == 404


async def test_only_reading_is_allowed(client: httpx.AsyncClient) -> None:
    assert (await client.post("/console")).status_code == 405


async def test_where_it_was_not_built_the_page_says_how(
    client: httpx.AsyncClient, folder: Path
) -> None:
    (folder / STAMP).unlink()
    answer = await client.get("/console/zoucheng")
    assert answer.status_code == 503
    assert "make console" in answer.text
    (folder / STAMP).touch()
    assert (await client.get("/console/zoucheng")).status_code == 200
