"""Parsing within the limits: what is too long is never parsed to its end."""

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, parse

from lianxin.language import Text
from lianxin_schema.limits.excess import Excess
from lianxin_schema.limits.limits import Limits
from lianxin_schema.limits.wording import worded

_SYNTAX = Text("GraphQL 语法错误：{reason}", "GraphQL syntax error: {reason}")


class UnparsableDocument(Exception):
    """The document is no GraphQL; `line` and `column` (from 1) say where, if known."""

    code = "GRAPHQL_PARSE_FAILED"

    def __init__(self, error: GraphQLError) -> None:
        where = error.locations[0] if error.locations else None
        self.line = where.line if where else None
        self.column = where.column if where else None
        reason = error.message.removeprefix("Syntax Error: ")[:200]
        self.message = _SYNTAX.format(reason=worded(reason))
        super().__init__(self.message.en)


def parse_document(text: str, limits: Limits) -> DocumentNode | Excess:
    """The parsed document, or the excess if it has more than `limits.tokens` tokens.

    Raises UnparsableDocument.
    """
    try:
        return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
    except GraphQLSyntaxError as error:
        if "Parsing aborted" in error.message:
            return Excess("QUERY_TOO_LONG", limits.tokens, limits.tokens + 1)
        raise UnparsableDocument(error) from None
