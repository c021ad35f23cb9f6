"""The texts by which rows are found, whatever table they stand in."""

from sqlalchemy import Index, text

from lianxin.database.derived import Derived, derive
from lianxin.database.types import Grams, Key
from lianxin.search.tokens import search_tokens
from lianxin.tables.base import Field, SQLModel
from lianxin.tables.cases import Case
from lianxin.tables.meetings import Meeting
from lianxin.tables.people import Person, Unit


class SearchText(SQLModel, table=True):
    """What a row is found by; `id` is the row's own. Stored by whatever stores the row.

    It stands apart from the row, which changes often: its index would have to follow each time.
    """

    __tablename__ = "core_search_text"
    __table_args__ = (
        Index(
            "ix_core_search_text_grams",
            "grams",
            postgresql_using="gin",
            sqlite_where=text("0"),  # SQLite has an index of its own kind: see database/grams.py
        ),
    )

    id: int = Field(sa_type=Key, primary_key=True)
    grams: list[str] = Field(sa_type=Grams)


_SEARCHED: dict[type[SQLModel], tuple[str, ...]] = {
    Case: ("title", "body", "code"),
    Meeting: ("title", "place", "code"),
    Person: ("name",),
    Unit: ("name", "code"),
}

for _table, _texts in _SEARCHED.items():
    derive(_table, Derived(SearchText, _texts, lambda *texts: {"grams": search_tokens(*texts)}))
