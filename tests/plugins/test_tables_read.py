"""What a rule's statement reads is known: by it hidden cases are left out, and previews compute."""

import pytest
from sqlalchemy import Table
from sqlalchemy.sql import visitors

from lianxin.plugins.manager import load_plugins
from lianxin.rules import StandingRule
from lianxin.rules.sql.reading import tables_read
from lianxin.rules.sql.values import Values

RULES = {
    f"{plugin.key}.{module.key}.{rule.key}": rule
    for plugin in load_plugins().plugins
    for module in plugin.modules
    for rule in module.rules
    if isinstance(rule, StandingRule) and rule.stands
}


@pytest.mark.parametrize("key", RULES)
def test_no_table_is_overlooked(key: str) -> None:
    statement = RULES[key].found(Values(), narrowed=True)
    walked = {element for element in visitors.iterate(statement) if isinstance(element, Table)}
    assert tables_read(statement) == walked
