"""Columns come from the model; what cannot be a column is refused when it is declared."""

from datetime import date
from typing import Annotated

import pytest
from pydantic import BaseModel, Field, StringConstraints

from factories.sheets import SHEET, Row
from lianxin.files import Kind, Sheet, row_key
from lianxin.language import Text

TITLE = Text("表", "Sheet")


def test_a_column_is_derived_from_its_field() -> None:
    columns = {column.name: column for column in SHEET.columns}
    assert columns["phone"].kind is Kind.CODE
    assert not columns["phone"].required
    assert columns["content"].required
    assert [choice.label.zh for choice in columns["channel"].choices] == ["来电", "网上"]
    assert columns["unit"].kind is Kind.CHOICE


def test_a_plain_model_needs_no_cell() -> None:
    class Plain(BaseModel):
        name: Annotated[str, StringConstraints(max_length=5)] = Field(title="姓名", examples=["甲"])
        born: date | None = Field(None, description="生日")

    name, born = Sheet("plain", TITLE, Plain).columns
    assert (name.label, name.required, name.example) == (Text("姓名", "姓名"), True, "甲")
    assert (born.kind, born.help.zh, born.required) == (Kind.DATE, "生日", False)


def test_a_type_that_no_cell_holds_is_refused() -> None:
    class Nested(BaseModel):
        rows: list[Row]

    with pytest.raises(TypeError, match="'rows'"):
        Sheet("nested", TITLE, Nested)


def test_two_columns_of_one_name_are_refused() -> None:
    class Twins(BaseModel):
        a: str = Field(title="甲")
        b: str = Field(title="甲")

    with pytest.raises(TypeError, match="a and b are both"):
        Sheet("twins", TITLE, Twins)


def test_the_fingerprint_is_of_the_content_alone() -> None:
    row = Row(content="路灯不亮", channel="web", amount="1.0")  # type: ignore[arg-type]
    same = Row(amount="1.00", channel="web", content="路灯不亮", people=1)  # type: ignore[arg-type]
    assert row_key(row) == row_key(same)
    assert len(row_key(row)) == 64
    assert row_key(row) != row_key(row.model_copy(update={"people": 2}))
    assert row_key(row, b"secret") not in (row_key(row), row_key(row, b"other"))


def test_a_new_optional_column_changes_no_fingerprint() -> None:
    class Before(BaseModel):
        name: str

    class After(Before):
        note: str | None = None

    assert row_key(Before(name="甲")) == row_key(After(name="甲"))
