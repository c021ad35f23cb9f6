"""The audit names whoever acted by their username, and is searched by it."""

from dataclasses import replace
from typing import Any

from factories.asking import data
from factories.people import make_account
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
