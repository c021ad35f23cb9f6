"""What a table has only once need not be sorted by key as well."""

import pytest
from sqlmodel import SQLModel

from lianxin_schema.planner.sql.uniqueness import is_unique


@pytest.mark.parametrize(
    ("table", "columns", "nulls", "expected"),
    [
        ("core_case_entry", {"case_id", "n"}, False, True),
        ("core_case_entry", {"case_id", "n", "at"}, False, True),
        ("core_case_entry", {"case_id", "at"}, False, False),
        ("core_case", {"external_id", "channel"}, False, False),  # many have no external_id
        ("core_case", {"external_id", "channel"}, True, True),
        ("core_person", {"id"}, False, True),
        ("core_person", {None, "name"}, True, False),
    ],
)
def test_columns_that_no_two_rows_share(
    table: str, columns: set[str | None], nulls: bool, expected: bool
) -> None:
    assert is_unique(SQLModel.metadata.tables[table], columns, nulls=nulls) is expected
