"""What the protocol layer itself refuses, in words; and any refusal as a response body."""

from typing import Any, Final

import orjson

from lianxin.errors import LianxinError
from lianxin.language import Language, Text
from lianxin_schema.http.gateway import GatewayError

_TEXTS: Final[dict[str, Text]] = {
    "BAD_REQUEST": Text("请求格式不对：{what}", "The request has the wrong shape: {what}"),
    "BAD_JSON": Text("请求体不是合法的 JSON: {what}", "The body is not valid JSON: {what}"),
    "BAD_DOCUMENT_ID": Text(
        "documentId 应为 sha256: 加 64 位十六进制数",
        "documentId is to be sha256: and 64 hexadecimal digits",
    ),
    "BAD_IDEMPOTENCY_KEY": Text(
        "Idempotency-Key 应为 1 至 200 个可见 ASCII 字符",
        "Idempotency-Key is to be 1 to 200 visible ASCII characters",
    ),
    "PERSISTED_QUERY_HASH_MISMATCH": Text(
        "query 与所给的哈希不符，请重新计算 sha256",
        "The query does not match the hash given with it; compute its sha256 anew",
    ),
    "UNAUTHENTICATED": Text(
        "Authorization 头应为 Bearer 加令牌，请先在 /auth/token 登录",
        "The Authorization header is to be Bearer and a token; sign in at /auth/token",
    ),
    "TOKEN_EXPIRED": Text(
        "登录已失效，请重新登录后再连接", "The token no longer holds; sign in again and reconnect"
    ),
    "ORIGIN_NOT_ALLOWED": Text(
        "不允许从这个网站连接，请管理员把它加入允许的来源",
        "This origin may not connect; an administrator can add it to the allowed origins",
    ),
    "NOT_FOUND": Text(
        "没有这个网址，请检查路径", "There is nothing at this address; check the path"
    ),
    "UNKNOWN_LOCALITY": Text(
        "没有这个地方，请检查网址的第一段",
        "There is no such locality; check the first part of the address",
    ),
    "METHOD_NOT_ALLOWED": Text("这里只接受 {what}", "Only {what} is accepted here"),
    "NOT_ACCEPTABLE": Text("这里只能返回 {what}", "Only {what} can be returned here"),
    "BODY_TOO_SLOW": Text("请求体发送太慢，请重试", "The body arrived too slowly; try again"),
    "BODY_TOO_LARGE": Text("请求体超过 {what} 字节", "The body has more than {what} bytes"),
    "URL_TOO_LONG": Text(
        "网址超过 {what} 字节，请改用 POST", "The address has more than {what} bytes; use POST"
    ),
    "UNSUPPORTED_MEDIA_TYPE": Text(
        "Content-Type 应为 application/json (UTF-8)",
        "Content-Type is to be application/json (UTF-8)",
    ),
    "UNSUPPORTED_ENCODING": Text(
        "请不要压缩请求体（Content-Encoding）", "Send the body uncompressed (Content-Encoding)"
    ),
    "FORBIDDEN": Text("无权查看", "You may not see this"),
    "INTERNAL_ERROR": Text(
        "服务器内部错误，请把编号 {what} 告诉管理员",
        "Something went wrong in the server; tell an administrator the number {what}",
    ),
    "REQUEST_TOO_SLOW": Text(
        "处理超时，请缩小查询范围或稍后重试",
        "This took too long; ask for less or try again later",
    ),
    "TOO_MANY_REQUESTS": Text(
        "请求过于频繁，请 {what} 秒后再试",
        "Too many requests come from your address; try again in {what} s",
    ),
    "TOO_MANY_STREAMS": Text(
        "打开的订阅太多，请稍后重试", "Too many streams are open; try again later"
    ),
    "TOO_MANY_SUBSCRIPTIONS": Text(
        "一个连接最多 {what} 个订阅，请先结束一些",
        "One connection may hold {what} subscriptions; complete some first",
    ),
}


class MethodNotAllowed(GatewayError):
    """Tells the methods that are, for the Allow header."""

    def __init__(self, *methods: str) -> None:
        self.allow = ", ".join(methods)
        text = _TEXTS["METHOD_NOT_ALLOWED"].format(what=self.allow)
        super().__init__("METHOD_NOT_ALLOWED", text)


def refusal(code: str, what: object = "") -> GatewayError:
    return GatewayError(code, _TEXTS[code].format(what=what))


def errors_of(error: LianxinError, language: Language, request_id: str) -> list[dict[str, Any]]:
    """The `errors` of a response; the number is the one in the log."""
    extensions = {"code": error.code, "requestId": request_id}
    return [{"message": error.message.say(language), "extensions": extensions}]


def body_of(error: LianxinError, language: Language, request_id: str) -> bytes:
    return orjson.dumps({"errors": errors_of(error, language, request_id)})
