"""What must not be published: columns that name people, and numbers in what people wrote."""

import re
from typing import Any

from sqlalchemy import ColumnElement, Exists, ScalarSelect, Select, case
from sqlmodel import SQLModel

from lianxin.rules.sql.values import table_of
from lianxin.tables import (
    Account,
    Case,
    CaseEntry,
    Drawn,
    Meeting,
    Participant,
    Person,
    Respondent,
)

_PRIVATE: dict[type[SQLModel], tuple[str, ...]] = {
    Person: ("name", "phone", "address", "sealed", "phone_index", "external_id", "household_id"),
    Respondent: ("name", "phone", "sealed", "person_id"),
    Case: ("body", "reporter_id", "search", "receipt_hash", "external_id"),
    CaseEntry: ("note", "data", "actor_id"),
    Meeting: ("data",),
    Participant: ("person_id",),
    Drawn: ("respondent_id",),
    Account: ("username", "password_hash", "person_id"),
}
_KEPT_BACK = {(table_of(t).name, column) for t, columns in _PRIVATE.items() for column in columns}
_TRACES = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    # Mobile numbers, those with an area code, and those that are called a telephone number.
    re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"),
    re.compile(r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"),
    re.compile(r"(?<=电话)[:：]?\s*\d{7,8}(?!\d)"),
    # Identity cards, of 15 or 18 places, and bank cards.
    re.compile(r"(?<!\d)\d{14,18}[\dXx](?!\d)"),
)
HIDDEN = "***"


def official_name(person: Any = Person) -> ColumnElement[Any]:
    """The name of a person (or of those of an alias) who is an official; null for everybody else.
    To be published."""
    return _of_officials(person, person.name)


def official_phone() -> ColumnElement[Any]:
    """The telephone number of an official's office; null for everybody else. To be published."""
    return _of_officials(Person, Person.phone)


def office_phone(column: Any) -> ColumnElement[Any]:
    """A column with the telephone number of an office. To be published."""
    cleared: ColumnElement[Any] = case((column.is_not(None), column), else_=None)
    cleared.cleared = True  # type: ignore[attr-defined]
    return cleared


def meant_for_all(column: Any, *, when: ColumnElement[bool]) -> ColumnElement[Any]:
    """What somebody wrote for all to read: `when` says in which rows (the posts of a public wall);
    null in all others. Like every text it is published without numbers of people."""
    cleared = case((when, column), else_=None)
    cleared.meant = True  # type: ignore[attr-defined]
    return cleared


def cleared_columns(query: Select[*tuple[Any, ...]]) -> frozenset[str]:
    """The columns of a query that are official on purpose, so that nothing is taken out of them."""
    return frozenset(
        str(column.key)
        for column in query.selected_columns
        if getattr(getattr(column, "element", column), "cleared", False)
    )


def private_columns(query: Select[*tuple[Any, ...]]) -> list[str]:
    """The columns of a query that name people, as `table.column`."""
    found = {name for column in query.selected_columns for name in _private_in(column)}
    return sorted(found)


def redacted(text: str) -> str:
    """Free text without e-mail addresses, telephone, identity and bank card numbers."""
    for trace in _TRACES:
        text = trace.sub(HIDDEN, text)
    return text


def _of_officials(person: Any, column: Any) -> ColumnElement[Any]:
    cleared = case((person.official, column), else_=None)
    cleared.cleared = True  # type: ignore[attr-defined]
    return cleared


def _private_in(element: Any) -> set[str]:
    if any(getattr(element, known, False) for known in ("cleared", "meant")):
        return set()
    if isinstance(element, Exists):
        return set()
    if isinstance(element, ScalarSelect):
        # By whom it is found is no part of what it says.
        selected = element.element.selected_columns
        return set().union(*(_private_in(column) for column in selected))
    found = {
        f"{base.table.name}.{base.name}"
        for base in getattr(element, "base_columns", ())
        if base is not element and getattr(base, "table", None) is not None
        if (getattr(base.table, "name", None), base.name) in _KEPT_BACK
    }
    table = getattr(element, "table", None)
    if table is not None and (getattr(table, "name", None), element.name) in _KEPT_BACK:
        found.add(f"{table.name}.{element.name}")
    for child in element.get_children():
        found |= _private_in(child)
    return found
