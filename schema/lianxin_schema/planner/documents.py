"""Step 1, parse: text to a validated document within the limits; kept, so done once."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInputType,
    OperationDefinitionNode,
    OperationType,
    specified_rules,
    validate,
)
from graphql.execution.get_variable_signature import (
    GraphQLVariableSignature,
    get_variable_signature,
)

from lianxin.language import Text
from lianxin_schema.fields.catalogue import Catalogue
from lianxin_schema.limits import (
    Excess,
    Limits,
    Price,
    UnparsableDocument,
    excesses,
    measure,
    parse_document,
)
from lianxin_schema.planner.literals import objections, shaping_variables
from lianxin_schema.planner.selection import Operation
from lianxin_schema.planner.shapes import Slot, only_binds, slot, slot_name, takes_texts
from lianxin_schema.planner.turn import MOST_ERRORS, RequestRefused, Turn, formatted, refusal

KEPT = 1_000
NOT_VALID = "GRAPHQL_VALIDATION_FAILED"


@dataclass(frozen=True)
class KnownOperation:
    """An operation of a document, with what is the same at each of its requests.

    `shaping` are the variables that planning has to know; the rest are read when a field runs.
    `slots` are those of them whose values are only bound. `texts` are those that take texts as
    they are.
    """

    operation: Operation
    kind: OperationType
    name: str | None
    signatures: Sequence[GraphQLVariableSignature]
    types: Mapping[str, GraphQLInputType]
    shaping: frozenset[str]
    slots: Mapping[str, Slot]
    texts: frozenset[str]
    price: Price


@dataclass(frozen=True)
class Document:
    """A document that was parsed and found valid."""

    hash: str
    operations: Mapping[str | None, KnownOperation]


class Documents:
    """The documents a snapshot has seen, those not used for longest forgotten first."""

    def __init__(self, catalogue: Catalogue, limits: Limits) -> None:
        self._catalogue = catalogue
        self._limits = limits
        self._known: OrderedDict[str, Document] = OrderedDict()

    def get(self, text: str, language: str) -> Document:
        """Raises RequestRefused."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._read(text, language)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(text)
        return known

    def _read(self, text: str, language: str) -> Document:
        document = self._parsed(text, language)
        operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        prices = {_name(o): self._priced(document, _name(o), language) for o in operations}
        self._validate(document, language)
        fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        shaping = shaping_variables(document, self._catalogue)
        return Document(
            hash=hashlib.sha256(text.encode()).hexdigest(),
            operations={
                _name(o): self._known_operation(Operation(o, fragments), shaping, prices[_name(o)])
                for o in operations
            },
        )

    def _known_operation(
        self, operation: Operation, shaping: frozenset[str], price: Price
    ) -> KnownOperation:
        signatures = self._signatures(operation.node)
        return KnownOperation(
            operation=operation,
            kind=operation.node.operation,
            name=_name(operation.node),
            signatures=signatures,
            types={s.name: s.type for s in signatures},
            shaping=shaping,
            slots={s.name: slot(slot_name(s.name)) for s in signatures if only_binds(s.type)},
            texts=frozenset(s.name for s in signatures if takes_texts(s.type)),
            price=price,
        )

    def _parsed(self, text: str, language: str) -> DocumentNode:
        try:
            document = parse_document(text, self._limits)
        except UnparsableDocument as error:
            where = [{"line": error.line, "column": error.column}]
            more = {"locations": where} if error.line is not None else {}
            raise refusal(error.code, error.message.say(language), **more) from None
        if isinstance(document, Excess):
            raise refusal(document.code, document.message.say(language))
        return document

    def _priced(self, document: DocumentNode, name: str | None, language: str) -> Price:
        """What the operation costs, once it is known to be within the other limits."""
        found = measure(document, self._catalogue.schema, name, self._limits, {})
        if found is None:  # two operations of one name, which validation tells better
            self._validate(document, language)
        assert found is not None
        if passed := excesses(found, self._limits, {}):
            raise too_much(passed, language)
        return found.price

    def _validate(self, document: DocumentNode, language: str) -> None:
        errors = validate(
            self._catalogue.schema,
            document,
            specified_rules,
            max_errors=MOST_ERRORS,
            hide_suggestions=True,
        )
        if errors:
            raise RequestRefused(formatted(errors, NOT_VALID, language))
        if said := objections(document):
            raise refusal("BAD_USER_INPUT", said.say(language))

    def _signatures(self, node: OperationDefinitionNode) -> list[GraphQLVariableSignature]:
        found = []
        for definition in node.variable_definitions or ():
            signature = get_variable_signature(self._catalogue.schema, definition)
            assert not isinstance(signature, GraphQLError), "validation has seen to it"
            found.append(signature)
        return found


def parse(turn: Turn) -> None:
    language = turn.context.language
    if turn.text is None:
        raise refusal("BAD_REQUEST", _NO_DOCUMENT.say(language))
    turn.known = turn.snapshot.documents.get(turn.text, language)
    turn.operation = _chosen(turn.known, turn.operation_name, language)
    if turn.operation.kind is OperationType.MUTATION and not turn.may_mutate:
        raise refusal("MUTATION_BY_GET", _MUTATION_BY_GET.say(language))


def too_much(passed: Sequence[Excess], language: str) -> RequestRefused:
    return RequestRefused(
        [{"message": e.message.say(language), "extensions": {"code": e.code}} for e in passed]
    )


def _chosen(known: Document, name: str | None, language: str) -> KnownOperation:
    if name is None and len(known.operations) == 1:
        return next(iter(known.operations.values()))
    found = known.operations.get(name) if name is not None else None
    if found is None:
        raise refusal("UNKNOWN_OPERATION", _UNKNOWN_OPERATION.say(language))
    return found


def _name(node: OperationDefinitionNode) -> str | None:
    return node.name.value if node.name else None


_NO_DOCUMENT = Text("请求中没有文档（query）", "The request holds no document (query)")
_MUTATION_BY_GET = Text("变更须用 POST 发送", "Mutations are sent by POST")
_UNKNOWN_OPERATION = Text(
    "operationName 没有指明文档中的一个操作",
    "operationName must name one operation of the document",
)
