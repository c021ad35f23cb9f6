"""What would have been refused of what was done lately, and of what it cannot be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Table

from lianxin.language import Text

MOST_NAMED = 100
"""So many acts are named at most, the newest; the numbers are those of all."""


class CannotTell(Exception):
    """The rule reads what is not kept of what was done."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


@dataclass(frozen=True)
class Refusal:
    """An act that a rule would have refused: when it was done, and the row it concerns."""

    rule_key: str
    table: Table
    key: int
    at: datetime


@dataclass(frozen=True)
class Refusals:
    """`named` are the newest of them; `untold`: rules of which it cannot be told, and why not."""

    number: int = 0
    named: tuple[Refusal, ...] = ()
    untold: Mapping[str, Text] = field(default_factory=dict)


def all_of(found: Iterable[Refusals]) -> Refusals:
    parts = list(found)
    return Refusals(
        sum(part.number for part in parts),
        tuple(one for part in parts for one in part.named),
        {key: why for part in parts for key, why in part.untold.items()},
    )


NOT_THERE = Text(
    "它所依据的数据表在首次启用后才建立，尚无记录",
    "The tables that it reads are made when it is first enabled",
)
NOT_KEPT = Text(
    "它依据的办理内容（如多选名单、时刻或办理账号）没有留存，或无法回溯比较",
    "It looks at what is not kept of what was done, or cannot be compared afterwards: lists, "
    "moments, the account that did it",
)
UNKNOWN_ACTION = Text("没有可供回溯的记录", "Nothing is kept of what it watches")
SHARED = Text(
    "几本登记簿同在一张表内，无从区分记录属于哪一本",
    "Several registries share a table, and nothing tells whose a record is",
)
TOO_MANY = Text(
    "近 30 天的记录过多，只回溯了最近的 {most} 次",
    "There was too much in the last 30 days; only the last {most} were asked again",
)
