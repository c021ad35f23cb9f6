"""What is said of a page of cases: one row each, whatever else their module guards."""

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import FROM_LINTING, WARN_LINTING

from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.commands.cases.judge import judge_of
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import load_plugins
from lianxin.rules.workflow import Workflow

LINTING = FROM_LINTING | WARN_LINTING


@pytest.mark.filterwarnings("error::sqlalchemy.exc.SAWarning")
def test_no_guard_of_another_table_multiplies_the_cases() -> None:
    installed = load_plugins()
    everything = {p.module_key(m): True for p in installed.plugins for m in p.modules}
    composition = compose(installed.plugins, dict.fromkeys(ALWAYS_ENABLED, True) | everything)
    for entry, workflow in composition.of(Workflow):
        judge = judge_of(composition, entry.key)
        assert judge is not None
        statements = [judge.page(), *(judge.one(action) for action in workflow.actions)]
        for statement in statements:
            assert statement.compile(dialect=sqlite.dialect(), linting=LINTING)
