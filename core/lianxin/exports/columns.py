"""Columns that reports choose from: what a case is shown as, with nobody's contact in it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from lianxin.clock import day_of
from lianxin.context import Context
from lianxin.database import Row
from lianxin.exports.report import Column, Split
from lianxin.files import Kind
from lianxin.language import Text
from lianxin.privacy import mask_name, mask_phone
from lianxin.tables import Case, CaseEntry, Deadline, Person, Unit

REPORTER, HANDLER, SUPERVISOR = aliased(Person), aliased(Person), aliased(Person)

_ANONYMOUS = Text("匿名", "Anonymous")


def code(label: Text) -> Column:
    return Column(label=label, kind=Kind.CODE, shows=lambda row, _: row.code)


def title(label: Text) -> Column:
    return Column(label=label, width=40, shows=lambda row, _: row.title, asks=(col(Case.title),))


def reporter(label: Text) -> Column:
    """As left for the case, or as registered; masked, whoever it is."""
    asks = tuple(
        func.coalesce(left, getattr(REPORTER, name)).label(f"reporter_{name}")
        for name, left in (("name", col(Case.contact_name)), ("phone", col(Case.contact_phone)))
    )
    return Column(label=label, shows=_reporter, asks=asks)


def submitted(label: Text) -> Column:
    return Column(
        label=label,
        kind=Kind.INSTANT,
        shows=lambda row, context: moment(row.submitted_at, row, context),
    )


def word(label: Text, vocabulary: str, column: Any) -> Column:
    """What a code in a column of the case is called."""
    return _word(label, vocabulary, column.label(column.key), column.key)


def fact(label: Text, column: Any, vocabulary: str | None = None) -> Column:
    """A column of the workflow's own table, as the text that it is or as a word."""
    name = _fact_name(column)
    if vocabulary is not None:
        return _word(label, vocabulary, column.label(name), name)
    return Column(label=label, shows=lambda row, _: getattr(row, name), asks=(column.label(name),))


def limit(label: Text, rule: str) -> Column:
    """The last day of the latest term by a rule (its full key)."""
    due = (
        select(func.max(col(Deadline.due_at)))
        .where(col(Deadline.case_id) == col(Case.id), col(Deadline.rule_key) == rule)
        .correlate(Case)
        .scalar_subquery()
        .label("limit_at")
    )
    return Column(
        label=label,
        kind=Kind.DATE,
        shows=lambda row, context: row.limit_at and _day(row.limit_at, context),
        asks=(due,),
    )


def result(label: Text, action: str) -> Column:
    """The step that the case has come to, and what was last written with an action."""
    written = (
        select(col(CaseEntry.note))
        .where(col(CaseEntry.case_id) == col(Case.id), col(CaseEntry.action) == action)
        .order_by(col(CaseEntry.n).desc())
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
        .label("result_note")
    )
    return Column(label=label, width=40, shows=_result, asks=(col(Case.step), written))


def handler(label: Text) -> Column:
    """The unit, and whoever handles it there."""
    asks: tuple[Any, ...] = (col(Unit.name).label("unit_name"), _named(HANDLER, "name", "handler"))
    return Column(
        label=label, shows=lambda row, _: _joined(row.unit_name, row.handler_name), asks=asks
    )


def supervisor(label: Text) -> Column:
    return Column(
        label=label,
        shows=lambda row, _: row.supervisor_name,
        asks=(_named(SUPERVISOR, "name", "supervisor"),),
    )


def called_back(label: Text) -> Column:
    """The day of the call, and how content the reporter was."""
    asks = (col(Case.called_back_at), col(Case.satisfaction))
    return Column(label=label, shows=_called_back, asks=asks)


CHANNEL = Split(label=Text("渠道", "Channel"), vocabulary="channel", asks=col(Case.channel))
CATEGORY = Split(label=Text("类别", "Category"), vocabulary="category", asks=col(Case.category))


def fact_split(label: Text, column: Any, vocabulary: str) -> Split:
    """Counts by a column of the workflow's own table."""
    return Split(label=label, vocabulary=vocabulary, asks=column.label(_fact_name(column)))


def moment(at: datetime, row: Row, context: Context) -> object:
    """Of an anonymous case no more than the day."""
    return _day(at, context).isoformat() if row.anonymous else at


def _day(at: datetime, context: Context) -> date:
    return day_of(at, context.locality.zone)


def _fact_name(column: Any) -> str:
    return f"fact_{column.key}"


def _named(person: Any, column: str, role: str) -> Any:
    return getattr(person, column).label(f"{role}_{column}")


def _word(label: Text, vocabulary: str, asked: Any, name: str) -> Column:
    def shows(row: Row, context: Context) -> object:
        code = getattr(row, name)
        term = context.locality.composition.term(vocabulary, code) if code else None
        return term.label if term else code

    return Column(label=label, shows=shows, asks=(asked,))


def _reporter(row: Row, context: Context) -> str | Text:
    if row.anonymous:
        return _ANONYMOUS
    name, phone = row.reporter_name, row.reporter_phone
    return _joined(mask_name(name) if name else None, mask_phone(phone) if phone else None)


def _result(row: Row, context: Context) -> str:
    workflow = context.locality.composition.workflow(row.workflow)
    labels = {s.code: s.label.say(context.language) for s in workflow.steps} if workflow else {}
    step = labels.get(row.step, row.step)
    return f"{step}: {row.result_note}" if row.result_note else step


def _called_back(row: Row, context: Context) -> str:
    term = context.locality.composition.term("satisfaction", row.satisfaction or "")
    at = _day(row.called_back_at, context).isoformat() if row.called_back_at else None
    return _joined(at, term.label.say(context.language) if term else row.satisfaction)


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
