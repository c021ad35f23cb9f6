"""Whatever is tried in whatever order: no step that applies is skipped, and the timeline tells all."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select
from sqlmodel import col

from factories import make_unit
from factories.bench import SqliteBench
from factories.letters import act
from factories.sealing import a_sealer
from factories.viewers import viewer_with
from factories.workflows import LETTER, LETTERS, LetterFacts, LetterSettings, example
from lianxin.calendar import national_calendar
from lianxin.clock import FixedClock
from lianxin.commands import Outcome, SubmitCase, available_actions, run
from lianxin.context import Context
from lianxin.database import SqliteDatabase
from lianxin.deadlines import due_of
from lianxin.events.sealer import seal
from lianxin.events.verify import verify
from lianxin.localities import Figures, Locality
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import load_plugins
from lianxin.sweep import sweep
from lianxin.tables import Case, CaseEntry, Deadline

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 9, 24, 9, tzinfo=ZONE)
ACTIONS = [action.code for action in LETTER.actions]
STEPS = [step.code for step in LETTER.steps]
FIELDS = {
    "sort": ("way", "joint"),
    "answer_at_once": ("way",),
    "assign": ("unit",),
    "extend": ("days",),
    "call": ("satisfaction",),
}
_BENCH: list[Any] = []


def _bench() -> SqliteBench:
    if not _BENCH:
        _BENCH.append(tempfile.TemporaryDirectory())
        _BENCH.append(SqliteBench(Path(_BENCH[0].name) / "template.db"))
    bench: SqliteBench = _BENCH[1]
    return bench


def applies(step: str, way: str | None, joint: bool | None, contactable: bool) -> bool:
    """The workflow's conditions once more, in plain Python."""
    answered = way in ("handle", "answer")
    return {
        "consulted": way == "handle" and joint is True,
        "assigned": way == "handle",
        "reported": answered,
        "called": answered and contactable,
    }.get(step, True)


class Letters(RuleBasedStateMachine):
    """One letter, to which anybody tries anything."""

    @initialize(contactable=st.booleans())
    def begin(self, contactable: bool) -> None:
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory()
        self.contactable = contactable
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        database = await self.stack.enter_async_context(_bench().fresh(Path(self.folder.name)))
        assert isinstance(database, SqliteDatabase)
        plugins = load_plugins(extra=[example()]).plugins
        composition = compose(plugins, {"core.cases": True, LETTERS: True})
        models = composition.settings_models.values()
        self.clock = FixedClock(START)
        self.locality = Locality(
            key="testing",
            name="测试县",
            database=database,
            composition=composition,
            figures=Figures(
                {model: model() for model in models} | {LetterSettings: LetterSettings()}
            ),
            calendar=national_calendar(),
            sealer=a_sealer(),
            zone=ZONE,
            clock=self.clock,
        )
        self.unit = await make_unit(database)
        given: dict[str, Any] = {"reporter": {"phone": "13905371234"}} if self.contactable else {}
        submitted = await run(
            SubmitCase.model_validate({"title": "路灯不亮", "channel": "letter", **given}),
            self._by("clerk"),
        )
        self.id = submitted.values["case"]
        self.done: list[str] = ["submit"]
        self.facts: dict[str, Any] = {"way": None, "joint": None}

    def _by(self, role: str) -> Context:
        units = (self.unit.id,)
        viewer = viewer_with(role, unit_ids=units, lineage=units)
        return Context(self.locality, viewer, self.clock.now())

    @rule(
        action=st.sampled_from(ACTIONS),
        role=st.sampled_from(["clerk", "clerk", "clerk", "handler"]),
        way=st.sampled_from(["handle", "handle", "answer", "keep"]),
        joint=st.sampled_from([None, True, False]),
        note=st.sampled_from(["好", None]),
        days=st.sampled_from([1, 2, 9]),
    )
    def try_it(
        self, action: str, role: str, way: str, joint: bool | None, note: str | None, days: int
    ) -> None:
        given = {
            "way": way,
            "joint": joint,
            "unit": self.unit.code,
            "days": days,
            "satisfaction": "yes",
        }
        fields = {name: given[name] for name in FIELDS.get(action, ())}
        before = self.runner.run(self._case())
        available = self.runner.run(self._available(role))
        outcome = self.runner.run(self._act(action, role, note, fields))
        after = self.runner.run(self._case())
        if not outcome.done:
            assert after == before
            return
        assert action in available, "what is done was offered"
        self.done.append(action)
        self.facts |= {
            name: v for name, v in fields.items() if name in self.facts and v is not None
        }
        self._check_order(before.step, after.step)

    def _check_order(self, before: str, after: str) -> None:
        there = {"contactable": self.contactable, **self.facts}
        assert applies(after, **there) or after == before
        for step in STEPS[STEPS.index(before) + 1 : STEPS.index(after)]:
            assert not applies(step, **there), f"{step} was skipped"

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.clock.advance(timedelta(days=days))
        swept = self.runner.run(sweep(self.locality, self.clock.now()))
        assert swept.failed == {}
        if swept.done["deadlines"]:
            self.done.append("escalate" if self._step() == "assigned" else "deadline_missed")

    def _step(self) -> str:
        step: str = self.runner.run(self._case()).step
        return step

    @invariant()
    def the_timeline_explains_the_state(self) -> None:
        if not hasattr(self, "id"):
            return
        case, lines, terms, facts = self.runner.run(self._all())
        assert [line.n for line in lines] == list(range(1, len(lines) + 1))
        assert [line.action for line in lines] == self.done
        assert lines[-1].step == case.step
        assert case.phase == LETTER.step(case.step).phase.value
        assert case.version == sum(line.action != "deadline_missed" for line in lines)
        assert (facts.way, facts.joint) == (self.facts["way"], self.facts["joint"])
        assert case.due_at == due_of(terms)
        assert (case.closed_at is not None) == LETTER.step(case.step).terminal

    def teardown(self) -> None:
        if hasattr(self, "id"):
            assert self.runner.run(self._verified())
        if hasattr(self, "runner"):
            self.runner.run(self.stack.aclose())
            self.runner.close()
            self.folder.cleanup()

    async def _verified(self) -> bool:
        await seal(self.locality.database)
        return (await verify(self.locality.database)).ok

    async def _act(
        self, action: str, role: str, note: str | None, fields: dict[str, Any]
    ) -> Outcome:
        case = await self._case()
        return await act(Case(**case._asdict()), action, self._by(role), note, **fields)

    async def _available(self, role: str) -> set[str]:
        async with self.locality.database.reading() as session:
            found = await available_actions(session, self._by(role), [self.id])
        return {a.action for a in found.get(self.id, ()) if a.allowed}

    async def _case(self) -> Any:
        return await self.locality.database.first(
            select(Case.__table__).where(col(Case.id) == self.id)
        )

    async def _all(self) -> tuple[Any, list[Any], list[Deadline], Any]:
        database = self.locality.database
        lines = await database.all(select(CaseEntry.__table__).order_by(col(CaseEntry.n)))
        terms = await database.all(select(Deadline.__table__))
        facts = await database.first(select(LetterFacts.__table__))
        return await self._case(), lines, [Deadline(**t._asdict()) for t in terms], facts


TestLetters = Letters.TestCase
TestLetters.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking a history takes too long
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
