"""Cells of a count as the JSON text of a connection, written in the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
)

from lianxin.plugins.composition import Composition
from lianxin.statistics import (
    ALL_FIGURES,
    MEDIAN,
    NOWHERE,
    PUBLISHED_FROM,
    SIZE,
    Dimension,
    Written,
    words_of,
)
from lianxin_schema.planner.plan import Member
from lianxin_schema.planner.sql.constants import switch
from lianxin_schema.planner.sql.json import Concat, Joined, Part, Scalar, commas, dumps, literal

Members = tuple[Member, ...]
Writer = Callable[[Members], Sequence[Part]]
"""What a field is written as, by what is asked for below it."""

FIGURES = {
    "count": "cases",
    "open": "open",
    "overdue": "overdue",
    "answered": "answered",
    "called_back": "called_back",
    "satisfied": "satisfied",
    "median_hours_to_answer": MEDIAN,
}
"""The columns of figures, by field."""


@dataclass(frozen=True)
class Wording:
    """What the answer to a question is written by, besides the cells themselves."""

    dimensions: tuple[Dimension, ...]
    words: Composition
    language: str
    publishes: bool
    continued: bool


def figures_asked(asked: Members, publishes: bool) -> frozenset[str]:
    """The figures that an answer needs. Whether one is suppressed depends on all counts."""
    names = {f.name for edges in asked for edge in edges.inner for f in edge.inner}
    needed = {FIGURES[name] for name in names if name in FIGURES}
    return frozenset(ALL_FIGURES - {MEDIAN} | needed if publishes else needed) & ALL_FIGURES


def tells_of_page(asked: Members) -> bool:
    """Whether an answer says more of the page than its cells."""
    return any(member.name == "page_info" for member in asked)


def connection(asked: Members, cells: Select[Any], wording: Wording) -> Select[Any]:
    """One text. Where the answer `tells_of_page` there is one cell more than belongs to it, if there
    are more."""
    found: FromClause = cells.subquery("cells")
    page = _numbered(found, wording) if tells_of_page(asked) else found
    writers: dict[str, Writer] = {
        "edges": lambda inner: ["[", Joined(_if_shown(_edge(inner, page, wording), page)), "]"],
        "page_info": lambda inner: [_page_info(inner, page, wording)],
    }
    return select(_object(asked, writers)).select_from(page)


def _object(asked: Members, writers: Mapping[str, Writer]) -> Concat:
    groups: list[Sequence[Part]] = []
    for member in asked:
        parts = writers[member.name](member.inner) if not member.text else [dumps(member.text)]
        groups.append([f"{dumps(member.key)}:", *parts])
    return Concat(["{", *commas(groups), "}"])


def _numbered(cells: FromClause, wording: Wording) -> FromClause:
    keys = [cells.c[f"k{n}"] for n, _ in enumerate(wording.dimensions)]
    place = func.row_number().over(order_by=keys or None)
    return select(cells, place.label("place"), func.count().over().label("among")).subquery("page")


def _if_shown(text: ColumnElement[str], page: FromClause) -> ColumnElement[str]:
    return case((page.c.place <= SIZE, text)) if "place" in page.c else text


# --- a cell


def _edge(asked: Members, page: FromClause, wording: Wording) -> Concat:
    shown = _published(page) if wording.publishes else _exact(page)
    cell: dict[str, Writer] = {
        "keys": lambda inner: ["[", *commas(_keys(inner, page, wording)), "]"],
        **{name: _always(part) for name, part in shown.items()},
    }
    writers: dict[str, Writer] = {
        "cursor": lambda _: [_cursor(page, wording)],
        "node": lambda inner: [_object(inner, cell)],
    }
    return _object(asked, writers)


def _always(part: Part) -> Writer:
    return lambda _: [part]


def _exact(page: FromClause) -> dict[str, Part]:
    found: dict[str, Part] = {"suppressed": "false"}
    for field, column in FIGURES.items():
        if column in page.c:
            found[field] = _figure(column, page.c[column])
    return found


def _published(page: FromClause) -> dict[str, Part]:
    """No figure that is so small that it could point at somebody, and none of a small cell."""
    small = {c: page.c[c].between(1, PUBLISHED_FROM - 1) for c in FIGURES.values() if c != MEDIAN}
    found: dict[str, Part] = {"suppressed": Scalar(or_(*small.values()), "bool", False)}
    for field, column in FIGURES.items():
        if column in page.c:
            hidden = or_(small["cases"], small["answered" if column == MEDIAN else column])
            instead: ColumnElement[Any] = literal_column("NULL" if column == MEDIAN else "0")
            found[field] = _figure(column, case((hidden, instead), else_=page.c[column]))
    return found


def _figure(column: str, value: ColumnElement[Any]) -> Scalar:
    return Scalar(value, "float", True) if column == MEDIAN else Scalar(value, "int", False)


# --- its keys


def _keys(asked: Members, page: FromClause, wording: Wording) -> list[Sequence[Part]]:
    return [
        [_object(asked, _key(dimension, page.c[f"k{n}"], page, wording))]
        for n, dimension in enumerate(wording.dimensions)
    ]


def _key(
    dimension: Dimension, key: ColumnElement[Any], page: FromClause, wording: Wording
) -> dict[str, Writer]:
    code = Written(key, dimension, "en") if dimension.of_time else key
    return {
        "dimension": _always(dumps(dimension.value)),
        "code": _always(Scalar(code, "text", False)),
        "label": lambda _: [_label(dimension, key, page, wording)],
    }


def _label(
    dimension: Dimension, key: ColumnElement[Any], page: FromClause, wording: Wording
) -> ColumnElement[str]:
    language = wording.language
    if dimension.of_time:
        return Scalar(Written(key, dimension, language), "text", False)
    if dimension is Dimension.UNIT:
        nowhere: ColumnElement[str] = literal_column(literal(NOWHERE.say(language)))
        return Scalar(func.coalesce(page.c.unit_name, nowhere), "text", False)
    words = words_of(dimension, wording.words)
    texts = {code: dumps(label.say(language)) for code, label in words.items()}
    return switch(key, texts, Scalar(key, "text", False))


# --- the page


def _cursor(page: FromClause, wording: Wording) -> ColumnElement[str]:
    if not wording.dimensions:
        return literal_column(literal(dumps('[""]')))
    parts: list[Part] = [f"[{dumps(tag_of(wording.dimensions))}"]
    for n, dimension in enumerate(wording.dimensions):
        parts += [",", Scalar(page.c[f"k{n}"], "date" if dimension.of_time else "text", False)]
    return Scalar(Concat([*parts, "]"]), "text", False)


def tag_of(dimensions: Sequence[Dimension]) -> str:
    """Tells cursors of one grouping from those of another."""
    return " ".join(dimensions)


def _page_info(asked: Members, page: FromClause, wording: Wording) -> Concat:
    cursor = _cursor(page, wording)
    shown = page.c.place <= SIZE
    last = or_(page.c.place == SIZE, page.c.place == page.c.among)
    writers = {
        "has_next_page": _always(Scalar(func.count() > SIZE, "bool", False)),
        "has_previous_page": _always("true" if wording.continued else "false"),
        "start_cursor": _always(_of_one(cursor, and_(shown, page.c.place == 1))),
        "end_cursor": _always(_of_one(cursor, and_(shown, last))),
    }
    return _object(asked, writers)


def _of_one(text: ColumnElement[str], condition: ColumnElement[bool]) -> ColumnElement[str]:
    return func.coalesce(func.max(case((condition, text))), literal_column("'null'"))
