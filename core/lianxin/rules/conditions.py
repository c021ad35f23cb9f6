"""Conditions that guards of many models need: whether whoever acts holds a post somewhere."""

from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, exists

from lianxin.database.types import Key
from lianxin.rules.guard import viewer
from lianxin.rules.sql.people import APPOINTMENT
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.words import Word, code_of

ON_THE_DAY = bindparam("today", type_=Date())


def viewer_holds(*posts: Word, at: Any) -> ColumnElement[bool]:
    """Whoever acts holds one of the posts today at the unit that the column `at` names."""
    held = APPOINTMENT.alias()
    return exists().where(
        held.c.person_id == viewer("person_id", Key),
        held.c.unit_id == at,
        held.c.post.in_([code_of(post) for post in posts]),
        in_force(held.c.since, held.c.until, ON_THE_DAY),
    )
