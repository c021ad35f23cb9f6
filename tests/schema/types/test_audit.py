"""The audit names whoever acted and what was done, and is searched by username."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import lianxin
from factories.asking import data
from factories.people import make_account
from lianxin.builtin.audit_words import AUDIT_ACTIONS
from lianxin.commands import Command
from lianxin.context import SYSTEM
from lianxin.events import audit
from lianxin.localities import Locality

ENTRIES = """query ($filter: AuditFilter) { auditEntries(filter: $filter, first: 10) {
  edges { node { actor actorName action } } } }"""


async def test_entries_name_the_account_and_are_found_by_it(
    locality: Locality, context: Any
) -> None:
    account = await make_account(locality, username="wang")
    async with locality.database.writing() as tx:
        clerk = context("clerk", account_id=account.id)
        for acting in (clerk, replace(clerk, viewer=SYSTEM)):
            await audit(tx, acting, action="look", object="Case:1", result="done")
    found = {}
    for name in ("wang", "system", "nobody"):
        edges = (await data(locality, ENTRIES, role="auditor", filter={"actorName": name}))[
            "auditEntries"
        ]["edges"]
        found[name] = [edge["node"]["actorName"] for edge in edges]
    assert found == {"wang": ["wang"], "system": ["system"], "nobody": []}


@pytest.mark.parametrize(("language", "label"), [("zh", "停用模块"), ("en", "Disable a module")])
async def test_what_was_done_is_said_in_words(
    locality: Locality, context: Any, language: str, label: str
) -> None:
    async with locality.database.writing() as tx:
        for action in ("disable_module", "a_thing_of_its_own"):
            await audit(tx, context("admin"), action=action, object="Module:x", result="done")
    asked = "{ auditEntries { edges { node { action actionLabel } } } }"
    found = (await data(locality, asked, role="auditor", language=language))["auditEntries"]
    nodes = [edge["node"] for edge in found["edges"]]
    labels = {node["action"]: node["actionLabel"] for node in nodes}
    assert labels == {"disable_module": label, "a_thing_of_its_own": "a_thing_of_its_own"}


def test_all_that_the_program_audits_has_a_name() -> None:
    for found in walk_packages(lianxin.__path__, "lianxin."):
        if not found.name.startswith("lianxin.migrations"):
            import_module(found.name)
    done = {kind.does for kind in _below(Command) if kind.__module__.startswith("lianxin.")}
    assert done | set(_said_in_calls()) == {term.code for term in AUDIT_ACTIONS}


def _below(kind: type[Command]) -> Iterator[type[Command]]:
    for one in kind.__subclasses__():
        if "does" in one.__dict__:
            yield one
        yield from _below(one)


def _said_in_calls() -> Iterator[str]:
    """The texts that are given as an action to whoever appends to the audit."""
    root = Path(__file__).parents[3]
    for file in [*root.glob("core/**/*.py"), *root.glob("schema/**/*.py")]:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and _name(call) in ("audit", "audit_entry", "_note"):
                given = [*call.args, *(k.value for k in call.keywords if k.arg == "action")]
                texts = [a.value for a in given if isinstance(a, ast.Constant)]
                yield from (t for t in texts if isinstance(t, str) and t not in ("done", "refused"))


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))
