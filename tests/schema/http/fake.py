"""A gateway over a small schema that graphql-core executes: these tests are of the protocol."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from inspect import isawaitable
from typing import Any

import orjson
from graphql import (
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    execute,
    get_variable_values,
    parse,
    print_schema,
    subscribe,
    validate,
)

from lianxin.errors import DatabaseUnavailable, Unauthenticated, UnknownLocality
from lianxin.language import Text
from lianxin_schema.http import (
    SUBSCRIPTION_NEEDS_STREAM,
    Answer,
    Caller,
    Example,
    GatewayError,
    HookAnswer,
    Operation,
    Readiness,
    Sdl,
    Token,
)

SCHEMA = build_schema(
    """
    type Query { hello(name: String): String!  secret: String  fail: String  slow: String }
    type Mutation { rename(to: String!): String! }
    type Subscription {
        count(to: Int!, after: Int = 0): Int!
        forever: Int!
        fail: Int!
        large: String!
    }
    """
)


class FakeGateway:
    """One locality `demo`, one token `good`; `broken` makes everything fail unforeseen."""

    def __init__(self) -> None:
        self.good_tokens = {"good"}
        self.documents: dict[str, str] = {}
        self.asked: list[tuple[Operation, Caller]] = []
        self.open = 0
        self.ended = asyncio.Event()
        self.broken = False
        self.database_away = False
        self.new_password: str | None = None

    async def answer(self, locality: str, operation: Operation, caller: Caller) -> Answer:
        self._check(locality, caller)
        self.asked.append((operation, caller))
        text, node = self._prepared(operation)
        code, errors = _refused(node, operation)
        if code is None:
            result = execute(
                SCHEMA,
                node[0],
                root_value=_Root(),
                variable_values=dict(operation.variables),
                operation_name=operation.name,
            )
            outcome = result if isinstance(result, ExecutionResult) else await result
            body = orjson.dumps(outcome.formatted)
        else:
            body = _errors(code, errors)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Answer(body, code is None, "hash1", code, digest, operation.name)

    async def subscribe(
        self, locality: str, operation: Operation, caller: Caller
    ) -> AsyncIterator[bytes]:
        self._check(locality, caller)
        _, (document, _chosen) = self._prepared(operation)
        source: Any = subscribe(
            SCHEMA,
            document,
            root_value=_Root(),
            variable_values=dict(operation.variables),
            operation_name=operation.name,
        )
        source = await source if isawaitable(source) else source
        assert not isinstance(source, ExecutionResult), source
        self.open += 1
        try:
            async for result in source:
                yield orjson.dumps(result.formatted)
        finally:
            self.open -= 1
            self.ended.set()
            await source.aclose()

    async def sdl(self, locality: str) -> Sdl:
        self._check(locality, None)
        return Sdl(print_schema(SCHEMA), "hash1")

    async def sign_in(
        self,
        locality: str,
        username: str,
        password: str,
        address: str | None,
        new_password: str | None = None,
    ) -> Token:
        self._check(locality, None)
        self.new_password = new_password
        if password == "guess":
            raise GatewayError("TOO_MANY_REQUESTS", Text("太多", "Too many"), retry_after=60)
        if password != "lianxin":
            raise GatewayError("BAD_CREDENTIALS", Text("密码不对", "Wrong password"))
        return Token("good", 1800)

    async def hook(
        self, locality: str, channel: str, headers: Mapping[str, str], body: bytes
    ) -> HookAnswer:
        self._check(locality, None)
        if headers.get("x-signature") != hashlib.sha256(body).hexdigest():
            raise GatewayError("BAD_SIGNATURE", Text("签名不对", "Wrong signature"))
        return HookAnswer(202, orjson.dumps({"channel": channel}))

    async def ready(self) -> Readiness:
        return Readiness(not self.database_away, {"database": "away" if self.database_away else ""})

    async def check_token(self, locality: str, token: str) -> bool:
        self._check(locality, None)
        return token in self.good_tokens

    async def examples(self, locality: str) -> list[Example]:
        self._check(locality, None)
        return [Example(Text("问好", "A greeting"), "{ hello }")]

    async def knows(self, locality: str) -> bool:
        return locality in ("demo", "platform")

    def _check(self, locality: str, caller: Caller | None) -> None:
        if self.broken:
            raise RuntimeError("张三 139 in the text of an exception")
        if locality not in ("demo", "platform"):
            raise UnknownLocality(locality)
        if self.database_away:
            raise DatabaseUnavailable
        if caller and caller.token and caller.token not in self.good_tokens:
            raise Unauthenticated

    def _prepared(self, operation: Operation) -> tuple[str, tuple[Any, Any]]:
        text = operation.document
        if text is None:
            text = self.documents.get(operation.document_id or "")
        if text is None:
            said = Text("没有登记", "PersistedQueryNotFound")
            raise GatewayError("PERSISTED_QUERY_NOT_FOUND", said)
        if operation.document_id:
            self.documents[operation.document_id] = text
        try:
            document = parse(text)
        except GraphQLError as error:
            raise GatewayError("GRAPHQL_PARSE_FAILED", Text(error.message, error.message)) from None
        return text, (document, _chosen(document, operation.name))


class _Root:
    def hello(self, info: Any, name: str | None = None) -> str:
        return f"你好 {name or '世界'}"

    def fail(self, info: Any) -> Any:
        if info.operation.operation is OperationType.SUBSCRIPTION:
            return _failing()
        return None

    async def slow(self, info: Any) -> str:
        await asyncio.sleep(30)
        return "late"

    def rename(self, info: Any, to: str) -> str:
        return to

    def count(self, info: Any, to: int, after: int) -> AsyncIterator[dict[str, int]]:
        return _counting(after, to)

    def forever(self, info: Any) -> AsyncIterator[dict[str, int]]:
        return _once_and_wait()

    def large(self, info: Any) -> AsyncIterator[dict[str, str]]:
        return _flood()


async def _counting(after: int, to: int) -> AsyncIterator[dict[str, int]]:
    for n in range(after + 1, to + 1):
        yield {"count": n}


async def _once_and_wait() -> AsyncIterator[dict[str, int]]:
    yield {"forever": 1}
    await asyncio.Event().wait()


async def _flood() -> AsyncIterator[dict[str, str]]:
    while True:
        yield {"large": "x" * 100_000}


async def _failing() -> AsyncIterator[dict[str, int]]:
    yield {"fail": 1}
    raise RuntimeError("张三 139")


def _chosen(document: Any, name: str | None) -> OperationDefinitionNode | None:
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if name is None:
        return operations[0] if len(operations) == 1 else None
    return next((o for o in operations if o.name and o.name.value == name), None)


def _refused(node: Any, operation: Operation) -> tuple[str | None, list[GraphQLError]]:
    document, chosen = node
    errors = validate(SCHEMA, document)
    if errors:
        return "GRAPHQL_VALIDATION_FAILED", errors
    if chosen is None:
        return "OPERATION_NOT_FOUND", [GraphQLError("operationName?")]
    if chosen.operation is OperationType.SUBSCRIPTION:
        return SUBSCRIPTION_NEEDS_STREAM, [GraphQLError("stream")]
    if chosen.operation is OperationType.MUTATION and operation.transport == "get":
        return "MUTATION_BY_GET", [GraphQLError("POST")]
    values = get_variable_values(
        SCHEMA, chosen.variable_definitions or (), dict(operation.variables)
    )
    if isinstance(values, list):
        return "BAD_USER_INPUT", values
    return None, []


def _errors(code: str, errors: list[GraphQLError]) -> bytes:
    said = [{"message": e.message, "extensions": {"code": code}} for e in errors]
    return orjson.dumps({"errors": said})
