"""The page to try queries with: all of it comes from this server."""

import gzip
import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

from lianxin_schema.http import graphiql_site

PAGE = "/demo/graphiql"
BUILT = {
    "index.html": '<script src="graphiql/main-a1.js" nonce="NONCE"></script>',
    "main-a1.js": "console.log(1)",
    "codicon-b2.ttf": "font",
    "licences.txt": "MIT",
}


@pytest.fixture(autouse=True)
def built(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `graphiql_web` was built into; nothing, but for tests of the whole GraphiQL."""
    if "whole" in request.node.name:
        for name, content in BUILT.items():
            (tmp_path / name).write_text(content)
        (tmp_path / "main-a1.js.gz").write_bytes(gzip.compress(BUILT["main-a1.js"].encode()))
    monkeypatch.setattr(graphiql_site, "BUILT", tmp_path)


FOLDER = Path(str(files("lianxin_schema.http"))) / "graphiql_files"


async def test_the_page_and_all_its_files_are_served(client: httpx.AsyncClient) -> None:
    page = await client.get(PAGE)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    scripts = [
        name
        for file in FOLDER.glob("*.js")
        for name in re.findall(r'from "./(.+?)"', file.read_text())
    ]
    for name in {*re.findall(r'(?:src|href)="graphiql/(.+?)"', page.text), *scripts}:
        response = await client.get(f"{PAGE}/{name}")
        assert response.status_code == 200, name
        assert response.headers["x-content-type-options"] == "nosniff"


async def test_nothing_inline_and_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    policy = (await client.get(PAGE)).headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    for file in FOLDER.iterdir():
        text = file.read_text()
        assert not re.search(r"https?://|src=\"//|innerHTML|\son\w+=\"|style=\"|eval\(", text), (
            file.name
        )


@pytest.mark.parametrize("name", ["x.js", "..", "../gateway.py", "%2e%2e/gateway.py", "INDEX.HTML"])
async def test_other_files_are_not(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"{PAGE}/{name}")).status_code == 404


def test_every_word_is_there_in_chinese_and_in_english() -> None:
    words = (FOLDER / "words.js").read_text()
    known = dict(re.findall(r'^  (\w+): \["(.*?)", ".+?"\]', words, re.MULTILINE))
    used = re.findall(r'data-(?:word|placeholder)="(\w+)"', (FOLDER / "index.html").read_text())
    for file in FOLDER.glob("*.js"):
        used += re.findall(r'\bsay\("(\w+)"', file.read_text())
    assert set(used) <= set(known)
    assert all(re.search("[\u4e00-\u9fff]", chinese) for chinese in known.values())


def test_the_operations_of_a_document_are_found() -> None:
    if shutil.which("node") is None:
        pytest.skip("Node is not installed")
    text = """
      # query Commented {
      query A($f: F = {a: "}"}) { a { b } } fragment query on Q { a }
      { c } mutation B { d(x: "subscription S {") } subscription { e }
    """
    program = f"""
      import {{ operationsOf }} from {json.dumps((FOLDER / "operations.js").as_uri())};
      console.log(JSON.stringify(operationsOf({json.dumps(text)})));
    """
    said = subprocess.run(
        ["node", "--input-type=module", "-e", program], capture_output=True, text=True, check=True
    )
    assert [(o["kind"], o.get("name")) for o in json.loads(said.stdout)] == [
        ("query", "A"),
        ("query", None),
        ("mutation", "B"),
        ("subscription", None),
    ]


async def test_the_whole_page_lets_in_what_carries_its_nonce(client: httpx.AsyncClient) -> None:
    first, second = [await client.get(PAGE) for _ in range(2)]
    policy = first.headers["content-security-policy"]
    nonce = first.text.partition('nonce="')[2].partition('"')[0]
    assert f"style-src 'self' 'nonce-{nonce}'" in policy
    assert first.text != second.text
    # Places of lines in the editor are style attributes; scripts and style elements are ours.
    assert policy.count("unsafe") == policy.count("style-src-attr 'unsafe-inline'") == 1
    for part in (
        "default-src 'none'",
        "script-src 'self';",
        "worker-src 'self'",
        "connect-src 'self'",
    ):
        assert part in policy


async def test_files_of_the_whole_page_are_kept_and_packed(client: httpx.AsyncClient) -> None:
    script = await client.get(f"{PAGE}/main-a1.js", headers={"accept-encoding": "gzip"})
    assert (script.headers["content-encoding"], script.text) == ("gzip", BUILT["main-a1.js"])
    assert "immutable" in script.headers["cache-control"]
    assert (await client.get(f"{PAGE}/codicon-b2.ttf")).headers["content-type"] == "font/ttf"
    assert (await client.get(f"{PAGE}/main.js")).status_code == 404


async def test_examples_are_told_in_the_language_asked_for(client: httpx.AsyncClient) -> None:
    headers = {"accept-language": "en"}
    answer = await client.get(f"{PAGE}/examples.json", headers=headers)
    assert answer.json() == [{"title": "A greeting", "plugin": None, "query": "{ hello }"}]
    assert (await client.get("/nowhere/graphiql/examples.json")).status_code == 404
