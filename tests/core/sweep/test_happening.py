"""What happens to cases by itself, once a condition holds."""

from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from factories import make_case, make_person
from factories.rules import CLAUSE, working_by
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import Action, ByItself, Input, Phase, Step, Workflow, by
from lianxin.sweep import sweep
from lianxin.tables import Case, Person

LETTERS = Workflow(
    **CLAUSE,
    key="letters",
    channels=frozenset({"letter"}),
    steps=(
        Step("open", Text("办理", "Open"), Phase.HANDLING),
        Step("done", Text("办结", "Done"), Phase.CLOSED, terminal=True),
    ),
    actions=(
        Action(
            "hand_over",
            Text("转交", "Hand over"),
            by(system=True),
            inputs=(Input("person", Text("接手人", "To whom"), "person", sets="case.handler_id"),),
        ),
    ),
)
_stand_in = select(col(Person.id)).where(col(Person.name) == "接手人").scalar_subquery()
ORPHANS = ByItself(
    **CLAUSE,
    key="orphans",
    workflow="letters",
    action="hand_over",
    when=col(Case.handler_id).is_(None),
    fields={"person": _stand_in},
)


async def handlers(locality: Locality) -> dict[str, int | None]:
    rows = await locality.database.all(select(col(Case.title), col(Case.handler_id)))
    return {row.title: row.handler_id for row in rows}


async def test_it_happens_to_open_cases_for_which_it_holds_and_once(locality: Locality) -> None:
    working = working_by(locality, LETTERS, ORPHANS)
    kept = await make_person(working)
    for title, columns in {
        "孤件": {},
        "有人": {"handler": kept},
        "办结": {"step": "done", "closed_at": locality.clock.now()},
    }.items():
        await make_case(working, title, workflow=LETTERS, module="test.rules", **columns)
    assert not (await sweep(working, working.clock.now())).done["happening"]
    stand_in = await make_person(working, "接手人")
    assert (await sweep(working, working.clock.now())).done["happening"] == 1
    assert await handlers(working) == {"孤件": stand_in.id, "有人": kept.id, "办结": None}
    assert not (await sweep(working, working.clock.now())).done["happening"]


async def test_a_rule_without_its_action_fails_by_itself(locality: Locality) -> None:
    working = working_by(locality, LETTERS, replace(ORPHANS, action="fly"))
    assert list((await sweep(working, working.clock.now())).failed) == ["happening"]
