"""After any history of commands the figures are what counting by hand, in Python, gives."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from factories import make_appointment, make_person, make_unit
from factories.asking import data
from factories.rules import CLAUSE, working_by
from factories.viewers import viewer_with
from lianxin.builtin.words import COMMON_WORDS
from lianxin.commands import RecordMeeting, run_raw
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.rules import Duty, holders, times
from lianxin.standings import refresh_standings
from lianxin.tables import Standing

SUBMIT = "mutation ($i: SubmitCaseInput!) { submitCase(input: $i) { case { code } } }"
ACT = "mutation ($i: ActOnCaseInput!) { actOnCase(input: $i) { errors { code } } }"
COUNT = """{ caseStatistics(groupBy: [CHANNEL, STEP], first: 100) {
  edges { node { keys { code } count open answered satisfied } } } }"""
STEPS = {"assign": "handling", "answer": "answered", "send_back": "handling", "close": "closed"}
HISTORIES = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from([*STEPS, "note"]),
        st.sampled_from(["satisfied", "dissatisfied"]),
    ),
    min_size=8,
    max_size=20,
)
EXAMPLES = settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@dataclass
class Told:
    """A case as whoever heard of every command that was done would know it."""

    code: str
    channel: str
    step: str = "accepted"
    satisfied: bool = False

    def done(self, action: str, satisfaction: str) -> None:
        self.step = STEPS.get(action, self.step)
        if action == "close":
            self.satisfied = satisfaction == "satisfied"

    def figures(self) -> Counter[str]:
        answered = self.step in ("answered", "closed")
        held = {"open": self.step != "closed", "answered": answered, "satisfied": self.satisfied}
        return Counter({"count": 1, **held})


async def _submitted(locality: Locality, channel: str) -> Told:
    given_ = {"title": "路灯不亮", "channel": channel}
    answer = await data(locality, SUBMIT, viewer=viewer_with("clerk"), i=given_)
    return Told(answer["submitCase"]["case"]["code"], channel)


async def _try(locality: Locality, case: Told, action: str, word: str, unit: Any) -> None:
    fields = {"assign": ("unit", unit.code), "close": ("satisfaction", word)}.get(action)
    given_ = {"code": case.code, "action": action, "note": "记"}
    listed = [{"name": fields[0], "value": fields[1]}] if fields else []
    viewer = viewer_with("clerk", unit_ids=(unit.id,), lineage=(unit.id,))
    answer = await data(locality, ACT, viewer=viewer, i={**given_, "fields": listed})
    if not answer["actOnCase"]["errors"]:
        case.done(action, word)


async def _counted(locality: Locality) -> dict[tuple[str, str], Counter[str]]:
    found = {}
    for edge in (await data(locality, COUNT))["caseStatistics"]["edges"]:
        channel, step = (key["code"] for key in edge["node"].pop("keys"))
        found[channel, step] = Counter(edge["node"])
    return found


def _rates(cells: dict[tuple[str, str], Counter[str]]) -> tuple[float, ...]:
    """Of all cases those that are answered and those that are closed; of these the satisfied."""
    total = sum(cells.values(), Counter())
    closed = total["count"] - total["open"]
    return (
        total["answered"] / total["count"],
        closed / total["count"],
        total["satisfied"] / (closed or 1),
    )


@EXAMPLES
@given(history=HISTORIES)
async def test_cases(locality: Locality, history: list[tuple[int, str, str]]) -> None:
    unit, before = await make_unit(locality), await _counted(locality)
    cases = [await _submitted(locality, channel) for channel in ("phone", "web") * 2]
    for n, action, word in history:
        await _try(locality, cases[n], action, word, unit)
    for case in cases:
        cell = before.setdefault((case.channel, case.step), Counter())
        cell.update(case.figures())
    found = await _counted(locality)
    assert {k: +v for k, v in found.items() if v["count"]} == {k: +v for k, v in before.items()}
    assert _rates(found) == _rates(before)


@EXAMPLES
@given(visits=st.lists(st.tuples(st.sets(st.integers(0, 3), min_size=1), st.integers(1, 24))))
async def test_standings_of_all_officers(
    locality: Locality, visits: list[tuple[set[int], int]]
) -> None:
    rule = Duty(
        **CLAUSE,
        key="visits",
        per="month",
        every=holders("secretary"),
        count=times("visit"),
        at_least=2,
    )
    village, officers = await make_unit(locality), []
    for _ in range(4):
        officers.append(await make_person(locality, official=True))
        await make_appointment(locality, village, "secretary", person=officers[-1])
    bound = working_by(locality, rule, terms=COMMON_WORDS)
    asker = Context(bound, viewer_with("clerk"), bound.clock.now())
    async with locality.database.writing() as tx:
        await refresh_standings(tx, bound, asker.now)
    paid: Counter[int] = Counter({officer.id: 0 for officer in officers})
    for who, day in visits:
        present = [officers[n].id for n in sorted(who)]
        meeting = {
            "kind": "visit",
            "title": "走访",
            "startsAt": f"2026-09-{day:02}T08:00:00+08:00",
            "participants": [{"person": f"Person:{key}", "role": "host"} for key in present],
        }
        done = await run_raw(RecordMeeting, meeting, asker)
        assert done.problems == ()
        paid.update(present)
    kept = await locality.database.all(
        select(col(Standing.subject_id), col(Standing.actual)).where(
            col(Standing.subject_id).in_(list(paid))
        )
    )
    assert {row.subject_id: row.actual for row in kept} == dict(paid)
