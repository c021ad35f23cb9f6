"""What came in from spreadsheets."""

from lianxin.tables.base import Field, SQLModel


class ImportedRow(SQLModel, table=True):
    """A row of a file that is stored: when it comes again it is passed over.

    `key` is a keyed hash of what stood in the row; it leads to nothing that was stored.
    """

    __tablename__ = "core_imported_row"
    # Without a row number, which would tell in which order rows came.
    __table_args__ = {"sqlite_with_rowid": False}

    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
