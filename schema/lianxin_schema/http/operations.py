"""From parameters on the wire to an Operation: shapes and document ids."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from lianxin.language import Text
from lianxin_schema.http.gateway import Operation, Transport
from lianxin_schema.http.refusals import refusal
from lianxin_schema.http.strict_json import decode_object

_SHA256: Final = re.compile(r"(?:sha256:)?([0-9a-fA-F]{64})")
_MD5: Final = re.compile(r"(?:md5:)?([0-9a-fA-F]{32})")
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
# GraphQL over HTTP says documentId; Relay's examples send doc_id or id.
_ID_NAMES: Final = ("documentId", "doc_id", "id")
_MAX_PARAMETERS: Final = 16
_NO_DOCUMENT: Final = Text("需要 `query` 或 `documentId`", "`query` or `documentId` is needed")
_BAD_QUERY_STRING: Final = Text("网址中的参数无法读取", "the query string")
_GIVEN_TWICE: Final = Text("有参数给了两次", "a parameter is given twice")
_NO_OBJECT: Final = Text("`{name}` 应为对象", "`{name}` is to be an object")
_NO_STRING: Final = Text("`{name}` 应为字符串", "`{name}` is to be a string")


def operation_of(
    parameters: Mapping[str, Any], transport: Transport, idempotency_key: str | None = None
) -> Operation:
    """Raises GatewayError if a parameter has another type, or there is no document at all."""
    document = _optional(parameters, "query", str)
    extensions = _optional(parameters, "extensions", dict) or {}
    document_id = _document_id(parameters, extensions)
    if document is None and document_id is None:
        raise refusal("BAD_REQUEST", _NO_DOCUMENT)
    if document is not None and document_id is not None:
        _check_hash(document, document_id)
    return Operation(
        document=document,
        document_id=document_id,
        name=_optional(parameters, "operationName", str) or None,
        variables=_optional(parameters, "variables", dict) or {},
        extensions=extensions,
        transport=transport,
        idempotency_key=_idempotency_key(idempotency_key, extensions),
    )


def query_parameters(query_string: bytes, depth: int) -> dict[str, Any]:
    """Parameters of a GET request; `variables` and `extensions` are JSON in it."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_PARAMETERS,
        )
    except ValueError:
        raise refusal("BAD_REQUEST", _BAD_QUERY_STRING) from None
    parameters: dict[str, Any] = dict(pairs)
    if len(parameters) != len(pairs):
        raise refusal("BAD_REQUEST", _GIVEN_TWICE)
    for name in ("variables", "extensions"):
        if parameters.get(name):
            parameters[name] = decode_object(parameters[name].encode(), depth, name)
        else:
            parameters.pop(name, None)
    return parameters


def _optional(parameters: Mapping[str, Any], name: str, kind: type) -> Any:
    value = parameters.get(name)
    if value is not None and not isinstance(value, kind):
        raise refusal("BAD_REQUEST", (_NO_OBJECT if kind is dict else _NO_STRING).format(name=name))
    return value


def _document_id(parameters: Mapping[str, Any], extensions: Mapping[str, Any]) -> str | None:
    for name in _ID_NAMES:
        given = parameters.get(name)
        if given is not None:
            return _normal(given)
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    if not isinstance(persisted, dict):
        raise refusal("BAD_DOCUMENT_ID")
    return _normal(persisted.get("sha256Hash"))


def _normal(given: object) -> str:
    if isinstance(given, str):
        for kind, pattern in (("sha256", _SHA256), ("md5", _MD5)):
            match = pattern.fullmatch(given)
            if match:
                return f"{kind}:{match[1].lower()}"
    raise refusal("BAD_DOCUMENT_ID")


def _check_hash(document: str, document_id: str) -> None:
    kind, _, expected = document_id.partition(":")
    # MD5 only names a document here, as the Relay compiler does; nothing is trusted for it.
    found = hashlib.new(kind, document.encode(), usedforsecurity=False).hexdigest()
    if found != expected:
        raise refusal("PERSISTED_QUERY_HASH_MISMATCH")


def _idempotency_key(header: str | None, extensions: Mapping[str, Any]) -> str | None:
    """The header wins; the IETF draft puts the key in quotes, most clients do not."""
    key = header if header is not None else extensions.get("idempotencyKey")
    if key is None:
        return None
    if isinstance(key, str) and _KEY.fullmatch(key):
        return key[1:-1] if len(key) > 2 and key[0] == key[-1] == '"' else key
    raise refusal("BAD_IDEMPOTENCY_KEY")
