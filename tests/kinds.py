"""docs/kinds.md, made of the declarations: `PYTHONPATH=tests .venv/bin/python -m kinds`."""

import re
from collections import defaultdict
from pathlib import Path

from lianxin.plugins.manager import load_plugins
from lianxin.plugins.manifest import Plugin

PAGE = Path(__file__).parents[1] / "docs" / "kinds.md"
BEGIN, END = "<!-- made of the declarations: begin -->\n", "<!-- end -->\n"


def table() -> str:
    """For each kind of rule the clauses that it carries, a column a model."""
    models = [p for p in load_plugins().plugins if any(_kinds(p).values()) and _is_model(p)]
    carried = {plugin.key: _kinds(plugin) for plugin in models}
    kinds = sorted({kind for found in carried.values() for kind in found})
    head = ["kind", *carried]
    rows = [[f"`{kind}`", *(_listed(carried[p][kind]) for p in carried)] for kind in kinds]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _is_model(plugin: Plugin) -> bool:
    return plugin.key != "core"


def _kinds(plugin: Plugin) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for module in plugin.modules:
        for rule in module.rules:
            found[type(rule).__name__].add(rule.clause.partition("-")[2] or rule.clause)
    return found


def _listed(clauses: set[str]) -> str:
    return " ".join(sorted(clauses, key=_order)) or "–"


def _order(clause: str) -> tuple[str, int]:
    letters, digits = re.fullmatch(r"(\D*)(\d*)", clause).groups()  # type: ignore[union-attr]
    return letters, int(digits or 0)


def written(page: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
