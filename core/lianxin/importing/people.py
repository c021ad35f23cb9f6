"""Persons, households and appointments from spreadsheets, joined by numbers and codes."""

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel

from lianxin.commands import AddHousehold, AddPerson, Appoint, Unchecked
from lianxin.files import Kind, cell
from lianxin.importing.importable import Importable, People
from lianxin.language import Text

_NUMBER = Text("原名册中的编号", "in the register they come from")


class PersonRow(BaseModel):
    number: str | None = cell("编号", "Number", kind=Kind.CODE, help=_NUMBER, default=None)
    name: str = cell("姓名", "Name", example="张某某", max_length=200)
    phone: str | None = cell("电话", "Phone", example="13800000000", kind=Kind.CODE, default=None)
    address: str | None = cell("地址", "Address", default=None, max_length=200)
    official: bool = cell("是否干部", "Official", default=False)
    household: str | None = cell("户编号", "Household's code", kind=Kind.CODE, default=None)


class HouseholdRow(BaseModel):
    code: str = cell("户编号", "Code", example="H0001", kind=Kind.CODE, max_length=64)
    unit: str = cell("所在单位代码", "Unit's code", kind=Kind.CODE, max_length=64)
    head: str | None = cell("户主编号", "Number of its head", kind=Kind.CODE, default=None)
    mark: str | None = cell("标记", "Mark", default=None)
    since: date | None = cell("标记日期", "Marked since", default=None)


class AppointmentRow(BaseModel):
    person: str = cell("人员编号", "Person's number", example="P0001", kind=Kind.CODE)
    unit: str = cell("单位代码", "Unit's code", kind=Kind.CODE)
    post: str = cell("岗位", "Post")
    rank: str | None = cell("职级", "Rank", default=None)
    since: date | None = cell("任职日期", "Since", default=None)
    until: date | None = cell("免职日期", "Until", default=None)


def _person(row: PersonRow, _: People) -> Unchecked[AddPerson]:
    given = row.model_dump(exclude_none=True, exclude={"number"})
    number = {"externalId": row.number} if row.number else {}
    return Unchecked(AddPerson, {**given, **number})


def _household(row: HouseholdRow, people: People) -> Unchecked[AddHousehold]:
    head = {"head": people[row.head]} if row.head else {}
    since = {"since": row.since} if row.since else {}
    marks = [row.mark] if row.mark else []
    given = {"code": row.code, "unit": row.unit, "marks": marks}
    return Unchecked(AddHousehold, {**given, **head, **since})


def _appointment(row: AppointmentRow, people: People) -> Unchecked[Appoint]:
    given = row.model_dump(exclude_none=True)
    return Unchecked(Appoint, {**given, "person": people[row.person]})


def _head(row: HouseholdRow) -> Iterable[str]:
    return [row.head] if row.head else []


PERSONS = Importable(
    key="persons",
    title=Text("人员", "Persons"),
    row=PersonRow,
    asked=_person,
    columns={"externalId": "number"},
    about=(("number",),),
)
HOUSEHOLDS = Importable(
    key="households",
    title=Text("户", "Households"),
    row=HouseholdRow,
    words={"mark": "mark"},
    asked=_household,
    columns={"marks": "mark"},
    about=(("code",), ("head",)),
    named=_head,
)
APPOINTMENTS = Importable(
    key="appointments",
    title=Text("任职", "Appointments"),
    row=AppointmentRow,
    words={"post": "post", "rank": "rank"},
    asked=_appointment,
    about=(("person",), ("unit", "post")),
    named=lambda row: [row.person],
)
