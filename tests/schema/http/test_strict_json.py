"""JSON as the standard has it; whatever else arrives is told so, never crashed on."""

import httpx
import pytest

from lianxin.errors import LianxinError
from lianxin_schema.http.strict_json import decode_object
from schema.http.fake import FakeGateway

QUERY = b'{"query":"{hello}","variables":{"v":%s}}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"1",
        b"true",
        b'"x"',
        b"[]",
        b"{",
        b'{"query":"{hello}"} x',
        b'{"query":"{hello}","query":"{bye}"}',
        b'{"query":"{hello}","variables":{"a":1,"a" :2}}',
        b'{"query":"{hello}",}',
        QUERY % b"NaN",
        QUERY % b"Infinity",
        QUERY % b"1e999",
        QUERY % b"01",
        QUERY % (b"9" * 31),
        QUERY % (b"9" * 5000),
        QUERY % (b"[" * 40 + b"]" * 40),
        QUERY % (b"[" * 20000 + b"]" * 20000),
        b'{"operationName":"\\ud800","query":"{hello}"}',
        b'{"query":"\xff"}',
        '{"query":"{hello}"}'.encode("utf-16"),
        b"\xef\xbb\xbf" + QUERY % b"1",
        b"\x1f\x8b\x08\x00",
    ],
)
async def test_what_is_no_strict_json_is_400(client: httpx.AsyncClient, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    response = await client.post("/demo/graphql", content=body, headers=headers)
    assert response.status_code == 400
    error = response.json()["errors"][0]
    assert error["extensions"]["code"] in ("BAD_JSON", "BAD_REQUEST")
    assert len(error["message"]) < 200


async def test_long_integers_stay_exact(client: httpx.AsyncClient, gateway: FakeGateway) -> None:
    digits = "123456789012345678901234567890"
    await client.post("/demo/graphql", content=QUERY % digits.encode(), headers=JSON)
    assert gateway.asked[-1][0].variables == {"v": int(digits)}


def test_depth_is_counted_in_the_value_not_in_its_strings() -> None:
    text = b'{"query":"' + b"{" * 100 + b'","variables":{"a":[[1]]}}'
    assert decode_object(text, depth=4)["variables"] == {"a": [[1]]}
    with pytest.raises(LianxinError, match="nested deeper"):
        decode_object(text, depth=3)


def test_a_name_may_stand_twice_but_not_in_one_object() -> None:
    text = b'{"a": {"x": "\\"b\\": \\"b\\":", "y":1}, "x": [{"y": 1}, {"y":2}]}'
    assert decode_object(text, depth=4)["x"] == [{"y": 1}, {"y": 2}]
    with pytest.raises(LianxinError, match="an object has a name twice"):
        decode_object(b'{"a": [{"y": 1, "\\u0079": 2}]}', depth=4)


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("language", "message"), [("zh", "嵌套超过 1 层"), ("en", "nested deeper")]
)
def test_what_is_wrong_is_said_in_the_language_asked_for(language: str, message: str) -> None:
    with pytest.raises(LianxinError) as refused:
        decode_object(b'{"a": {"b": {}}}', depth=1)
    said = refused.value.message.say(language)
    assert message in said
    assert said.isascii() == (language == "en")
