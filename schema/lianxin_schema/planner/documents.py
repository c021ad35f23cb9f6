"""Step 1, parse: text to a validated document within the limits; kept, so done once."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    specified_rules,
    validate,
)

from lianxin_schema.limits import (
    Excess,
    Limits,
    Measure,
    UnparsableDocument,
    excesses,
    measure,
    parse_document,
    price_excesses,
)
from lianxin_schema.planner.selection import Document
from lianxin_schema.planner.turn import MOST_ERRORS, RequestRefused, Turn, formatted, refusal

KEPT = 1_000


@dataclass
class Known:
    """A document that was parsed and found valid, with what was learned of it."""

    hash: str
    document: DocumentNode
    operations: Mapping[str | None, Document]
    measures: dict[str | None, Measure] = field(default_factory=dict)


class Documents:
    """The documents a snapshot has seen, the oldest forgotten first."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self.schema = schema
        self.limits = limits
        self._known: OrderedDict[str, Known] = OrderedDict()

    def get(self, text: str, operation_name: str | None, language: str) -> Known:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._read(text, operation_name, language)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(text)
        return known

    def _read(self, text: str, operation_name: str | None, language: str) -> Known:
        document = self._parse(text, language)
        self._within_limits(document, operation_name, language)
        errors = validate(
            self.schema, document, specified_rules, max_errors=MOST_ERRORS, hide_suggestions=True
        )
        if errors:
            raise RequestRefused(formatted(errors, "GRAPHQL_VALIDATION_FAILED"))
        fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        return Known(
            hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            document=document,
            operations={(o.name.value if o.name else None): Document(o, fragments) for o in operations},
        )

    def _parse(self, text: str, language: str) -> DocumentNode:
        try:
            document = parse_document(text, self.limits)
        except UnparsableDocument as error:
            where = {}
            if error.line is not None:
                where = {"locations": [{"line": error.line, "column": error.column}]}
            raise refusal(error.code, error.message.say(language), **where) from None
        if isinstance(document, Excess):
            raise refusal(document.code, document.message.say(language))
        return document

    def _within_limits(
        self, document: DocumentNode, operation_name: str | None, language: str
    ) -> None:
        names = [
            d.name.value if d.name else None
            for d in document.definitions
            if isinstance(d, OperationDefinitionNode)
        ]
        for name in names:
            found = measure(document, self.schema, name, self.limits, {})
            passed = excesses(found, self.limits, {}) if found else []
            if passed:
                raise RequestRefused(
                    [
                        {"message": e.message.say(language), "extensions": {"code": e.code}}
                        for e in passed
                    ]
                )


async def parse(turn: Turn) -> None:
    documents = turn.snapshot.documents
    language = turn.context.language
    if turn.text is None:
        raise refusal("BAD_REQUEST", "no document")
    known = turn.known = documents.get(turn.text, turn.operation_name, language)
    turn.document = _chosen(known, turn.operation_name, language)
    if turn.document.operation.operation is OperationType.MUTATION and not turn.may_mutate:
        raise refusal("MUTATION_BY_GET", "mutations are sent by POST")


def _chosen(known: Known, name: str | None, language: str) -> Document:
    if name is None and len(known.operations) == 1:
        return next(iter(known.operations.values()))
    found = known.operations.get(name) if name is not None else None
    if found is None:
        message = (
            "operationName 没有指明文档中的一个操作"
            if language == "zh"
            else "operationName must name one operation of the document"
        )
        raise refusal("UNKNOWN_OPERATION", message)
    return found


def priced(turn: Turn) -> int:
    """The cost with these variables. Raises RequestRefused above the limits."""
    assert turn.known is not None and turn.document is not None
    documents = turn.snapshot.documents
    name = turn.document.operation.name
    key = name.value if name else None
    found = turn.known.measures.get(key)
    if found is None:
        found = measure(turn.known.document, documents.schema, key, documents.limits, {})
        assert found is not None
        turn.known.measures[key] = found
    variables: Mapping[str, Any] = turn.raw_variables
    passed = price_excesses(found.price, documents.limits, variables)
    if passed:
        raise RequestRefused(
            [
                {"message": e.message.say(turn.context.language), "extensions": {"code": e.code}}
                for e in passed
            ]
        )
    return found.price.cost(variables)
