"""The walk through a plugin's README: operations that a front-end team pastes, each as somebody."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from factories.asking import ask, data
from factories.demos import signed_in
from lianxin.localities import Locality

_OPERATION = re.compile(r"As (\w+):\n\n```graphql\n(.+?)```", re.S)
_RULES = "{ rules { code source { document clause } } }"

Operation = tuple[str, str]
"""A role, or `anyone`, and a document."""


def walk_of(plugin: ModuleType) -> list[Operation]:
    assert plugin.__file__
    readme = Path(plugin.__file__).with_name("README.md").read_text("utf-8")
    return _OPERATION.findall(readme)


async def walked(demo: Locality, operation: Operation) -> dict[str, Any]:
    """What it answers; it is not refused."""
    role, document = operation
    viewer = None if role == "anyone" else await signed_in(demo, role)
    options: dict[str, Any] = {"role": "public"} if viewer is None else {"viewer": viewer}
    answer = await ask(demo, document, **options)
    assert "errors" not in answer, answer["errors"]
    found: dict[str, Any] = answer["data"]
    return found


def shows_something(value: Any) -> bool:
    """An answer that is empty shows a front-end team nothing."""
    if isinstance(value, dict):
        return all(shows_something(value[key]) for key in ("edges", "rows") if key in value)
    return bool(value)


def refused_by(payload: dict[str, Any]) -> list[str]:
    """The clauses that a mutation of the walk runs against."""
    return [error["rule"]["code"] for error in payload["errors"]]


async def clauses_of(demo: Locality, prefix: str) -> set[str]:
    """The clauses of a model that have a rule with its place in the source."""
    rules = (await data(demo, _RULES, role="public"))["rules"]
    return {r["code"] for r in rules if r["code"].startswith(prefix) and r["source"]["clause"]}


def numbered(prefix: str, parts: Mapping[str, int]) -> set[str]:
    """All clauses of a model: so many in each part."""
    return {f"{prefix}{part}{n}" for part, most in parts.items() for n in range(1, most + 1)}
