"""Found is exactly what has every word asked for, and the same on both databases."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BindParameter, bindparam, create_engine, delete, insert, select
from sqlmodel import SQLModel, col

from factories import make_case, make_meeting, make_person, make_unit
from factories.storing import stored
from lianxin.database import Batch, Database, SqliteDatabase
from lianxin.database.grams import rebuild_mirrors
from lianxin.search.matching import matches
from lianxin.search.tokens import words_of
from lianxin.tables import Case, Meeting, Person, SearchText, Unit

LETTERS = "水电路灯ab1 3号%'\"*-_\\:()^ÄＡ√。\U00020000"
TEXTS = st.text(LETTERS, max_size=12)
QUESTIONS = st.text(LETTERS, min_size=1, max_size=5)


class Question:
    def __init__(self, text: str) -> None:
        self.text = text

    def map(self, transform: Any, type_: Any) -> BindParameter[Any]:
        return bindparam(None, transform(self.text), type_=type_)


async def found(database: Database, question: str, table: type[SQLModel] = Person) -> set[int]:
    key = table.__table__.c.id  # type: ignore[attr-defined]
    rows = await database.all(select(key).where(matches(key, Question(question))))
    return {row.id for row in rows}


def has(text: str, question: str) -> bool:
    """What a search means: each word asked for is a part of a word that is there."""
    asked = words_of(question)
    return all(any(a in word for word in words_of(text)) for a in asked) and (
        bool(asked) or not question.strip()
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5), questions=st.lists(QUESTIONS, max_size=5))
async def test_found_is_what_has_every_word(
    database: Database, texts: list[str], questions: list[str]
) -> None:
    people = [Person(name=text) for text in texts]
    names = {person.id: str(person.name) for person in people}
    async with database.writing() as tx:
        await tx.add(*people)
    # Parts of what is there are asked for, too: what is asked at random is seldom found.
    for question in [*questions, texts[0][1:4], texts[-1]]:
        expected = {key for key, name in names.items() if has(name, question)}
        assert await found(database, question) & names.keys() == expected, question


HOSTILE = [
    *(
        "'",
        '"',
        '"" OR "',
        "水 NEAR(电)",
        "NOT",
        "a*",
        "%",
        "_",
        "\\",
        "grams:水",
        "{",
        "^",
        "--",
        ";",
    ),
    *("· OR 水", "\x00", "\ud800", "水" * 3_000, "水 " * 3_000, "()" * 500),
]


@pytest.mark.parametrize("question", HOSTILE)
async def test_hostile_questions_are_texts_like_others(database: Database, question: str) -> None:
    await make_person(database, "not near")
    await found(database, question)
    assert len(await found(database, "near")) == 1


async def test_titles_bodies_codes_places_and_names(database: Database) -> None:
    case = await make_case(database, "路灯不亮", body="村东头 3 号杆", code="7K3F-9QX2")
    for question in ("路灯", "灯不亮 村东", "3", "7k3f-9qx2", "9qx"):
        assert await found(database, question, Case) == {case.id}
    assert await found(database, "灯亮", Case) == set()
    meeting = await make_meeting(database, title="议事会", place="文化广场")
    assert await found(database, "广场 议事", Meeting) == {meeting.id}
    unit = await make_unit(database, "大束镇", code="DS-01")
    assert await found(database, "束镇 ds", Unit) == {unit.id}


async def test_what_is_changed_is_found_as_it_is_now(database: Database) -> None:
    case = await make_case(database, "停水", body="三天")
    other = await make_case(database, "停水")
    batch = Batch()
    batch.change(Case, {"id": case.id}, {"title": "停电"})
    async with database.writing() as tx:
        await tx.write(batch)
        await tx.change(Case, col(Case.id) == other.id, body="两天")
    assert await found(database, "停水", Case) == {other.id}
    assert await found(database, "停电 三天", Case) == {case.id}
    assert await found(database, "停水 两天", Case) == {other.id}


async def test_what_is_removed_is_not_found_nor_in_the_file(database: Database) -> None:
    person = await stored(database, Person(name="欧阳某某"))
    batch = Batch()
    batch.remove(Person, {"id": person.id})
    async with database.writing() as tx:
        await tx.write(batch)
    assert await database.all(select(col(SearchText.id))) == []
    if isinstance(database, SqliteDatabase):
        await database.close()
        files = database.path.parent.glob(f"{database.path.name}*")
        assert all("欧阳".encode() not in file.read_bytes() for file in files)


async def test_rows_written_past_us_are_found_after_a_rebuild(database: Database) -> None:
    if not isinstance(database, SqliteDatabase):
        return
    await make_person(database, "甲乙")
    engine = create_engine(f"sqlite:///{database.path}")
    table = SearchText.__table__  # type: ignore[attr-defined]
    with engine.begin() as connection:
        connection.execute(delete(table))
        connection.execute(insert(table), [{"id": 5, "grams": ["·", "丙丁", "丁", "丙"]}])
        rebuild_mirrors(connection, [table])
        keys = list(
            connection.scalars(select(table.c.id).where(matches(table.c.id, Question("丁"))))
        )
    engine.dispose()
    assert keys == [5]
