"""Forms of meetings: what is told of an encounter when it is recorded."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, String, cast

from lianxin.database import JsonText
from lianxin.rules.base import Kind, Rule
from lianxin.rules.sql.records import MEETING
from lianxin.rules.words import Words
from lianxin.rules.workflow import Input

_LOOKED_UP = {"unit", "units", "person", "people", "tasks"}


@dataclass(frozen=True, kw_only=True)
class MeetingForm(Rule):
    """Meetings of these kinds are recorded with `fields`: those required are given, or the meeting
    is refused, and each is of its kind. They stand in the
    meeting's data, where conditions read them by `meeting_field`.

    Units, households and people whom it was about are its targets, and no fields of a form.
    """

    kind: ClassVar[Kind] = Kind.WORKFLOW

    of: Words
    fields: tuple[Input, ...]

    def __post_init__(self) -> None:
        for field in self.fields:
            if field.kind in _LOOKED_UP or field.sets:
                raise ValueError(f"{self.key}: {field.name} cannot be a field of a meeting")


def meeting_field(name: str) -> ColumnElement[Any]:
    """What was told of a meeting in a field, as text: SQL over `Meeting`."""
    return cast(JsonText(MEETING.c.data, name), String)
