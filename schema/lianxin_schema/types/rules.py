"""Rules as the API shows them: each with its clause, its figures and its diagram."""

from collections.abc import Sequence
from enum import Enum
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin.rules import Kind, RuleInForce
from lianxin_schema.fields import OPEN, value, value_type
from lianxin_schema.types.base import Node

JSON: Any = strawberry.scalars.JSON
RuleKind = strawberry.enum(Kind, name="RuleKind")


@value_type(access=OPEN, description="规则所依据的条款 / The clause behind a rule")
class Clause:
    document: str = value()
    clause: str = value()
    url: str | None = value()


@value_type(
    access=OPEN,
    description="一条规则；code 是条款编号，多条规则可同属一条款，key 唯一 / `code` is the clause "
    "(ZC-C4); several rules may share one, so `key` is unique. `diagram` is Mermaid.",
)
class Rule(Node):
    id: strawberry.ID = value()
    key: str = value()
    code: str = value()
    title: str = value()
    kind: RuleKind = value()  # type: ignore[valid-type]
    module: str = value()
    source: Clause = value()
    parameters: JSON = value()
    diagram: str | None = value()


def rule_value(context: Context, entry: RuleInForce) -> Rule:
    """A rule with the figures in force."""
    rule, source = entry.rule, entry.rule.source
    return Rule(
        id=strawberry.ID(f"Rule:{entry.key}"),
        key=entry.key,
        code=rule.clause,
        title=rule.title.say(context.language),
        kind=rule.kind,
        module=entry.module,
        source=Clause(document=source.document, clause=source.clause, url=source.url),
        parameters=rule.parameters(context.locality.figures.settings),
        diagram=rule.diagram(),
    )


async def rules_by_key(context: Context, rows: Sequence[Sequence[Any]]) -> list[Rule | None]:
    """The rules whose keys stand in the rows."""
    found = [context.locality.composition.rule(row[0]) for row in rows]
    return [rule_value(context, entry) if entry else None for entry in found]


def read_rules(
    _: None, context: Context, kind: Enum | None = None, module: str | None = None
) -> list[Rule]:
    """The rules of enabled modules."""
    composition = context.locality.composition
    return [
        rule_value(context, entry)
        for entry in composition.rules.values()
        if composition.modules[entry.module].enabled
        and (kind is None or entry.rule.kind == getattr(kind, "value", kind))
        and (module is None or entry.module == module)
    ]
