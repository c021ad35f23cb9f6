"""docs/kinds.md says which kind of rule carries which clause, and stays true."""

from kinds import PAGE, written


def test_the_table_of_kinds_is_what_the_plugins_declare() -> None:
    page = PAGE.read_text("utf-8")
    assert page == written(page), "write it anew: PYTHONPATH=tests .venv/bin/python -m kinds"
