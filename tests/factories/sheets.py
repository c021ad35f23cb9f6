"""A sheet with every kind of column, and files as people send them."""

import csv
import enum
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import xlsxwriter
from pydantic import BaseModel, field_validator

from lianxin.files import CellError, Choice, Kind, Sheet, cell
from lianxin.language import Text


class Channel(enum.StrEnum):
    PHONE = "phone"
    WEB = "web"


CHANNELS = {"phone": Text("来电", "By phone"), "web": Text("网上", "Online")}


class Row(BaseModel):
    content: str = cell("内容", "Content", example="楼道灯坏了", min_length=2, max_length=500)
    channel: Channel = cell("渠道", "Channel", example=Channel.PHONE, choices=CHANNELS)
    phone: str | None = cell("电话", "Phone", kind=Kind.CODE, default=None, example="13900001234")
    region: str | None = cell("区划", "Region", kind=Kind.CODE, digits=6, default=None)
    on: date | None = cell("日期", "Date", default=None, example=date(2026, 3, 1))
    at: datetime | None = cell("时间", "Time", default=None)
    people: int = cell("人数", "People", default=1, ge=1)
    amount: Decimal | None = cell("金额", "Amount", default=None)
    share: float | None = cell("占比", "Share", kind=Kind.PERCENT, default=None)
    anonymous: bool = cell("匿名", "Anonymous", default=False)
    level: Literal["a", "b"] = cell("级别", "Level", default="a")
    unit: str | None = cell("单位", "Unit", default=None)

    @field_validator("content")
    @classmethod
    def says_something(cls, text: str) -> str:
        if text == "无无":
            raise CellError(Text("请写明内容", "say what it is about"))
        return text


UNITS = (Choice("u1", Text("大坎村", "Dakan village")), Choice("u2", Text("城管局", "City office")))
SHEET = Sheet("matters", Text("事项", "Matters"), Row, choices={"unit": UNITS})

Cells = Sequence[object]


def xlsx(rows: Iterable[Cells], name: str = "Sheet1") -> bytes:
    """An .xlsx as a person would type it: strings, numbers, dates, formulas by `=`."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    return stream.getvalue()


def csv_text(rows: Iterable[Cells]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()
