"""SC-LZ1 … SC-LZ3: open-air meetings, the money they raise, and who watches over it."""

import asyncio
from typing import Any

import pytest

from factories import make_appointment, make_household, make_person, make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.viewers import viewer_with
from factories.villages import Village, clause_or_code, stands
from lianxin.localities import Figures, Locality
from lianxin.tables import Household, Person, Unit
from lianxin_sichuan.settings import LangzhongSettings

pytestmark = pytest.mark.modules("sichuan.langzhong")
KEY = "sichuan.langzhong."
CAST = """mutation ($input: CastBallotInput!) { castBallot(input: $input) {
    motion { ballots { eligible for } } errors { code ... on RuleRefusal { rule { code } } } } }"""
CONCLUDE = """mutation ($input: ActOnMotionInput!) { actOnMotion(input: $input) {
    motion { decided passed candidates { person { id } votes elected tied } }
    errors { code message ... on RuleRefusal { rule { code } } } } }"""


class Fangshan:
    """A village of four households, the heads of which are representatives, but for the last."""

    def __init__(self, locality: Locality, unit: Unit) -> None:
        self.locality, self.at = locality, Village(locality, unit)
        self.homes: list[Household] = []
        self.heads: list[Person] = []
        self.motion = self.meeting = ""

    async def settle(self) -> None:
        await self.at.seat("clerk", "clerk", "handler")
        for n in range(4):
            home = await make_household(self.locality, self.at.unit)
            head = await make_person(self.locality, household=home)
            self.homes.append(home)
            self.heads.append(head)
            if n < 3:
                post = "dam_representative"
                await make_appointment(self.locality, self.at.unit, post, person=head)

    async def meet(self, kind: str, title: str, **fields: Any) -> None:
        chair = {"person": f"Person:{self.heads[0].id}", "role": "chair"}
        self.meeting = await self.at.record(
            "clerk",
            kind,
            "2026-09-20",
            motions=[title],
            participants=[chair] if kind == "dam_meeting" else [],
            fields=[{"name": name, "value": value} for name, value in fields.items()],
        )
        query = "query ($code: String!) { meeting(code: $code) { motions { id } } }"
        found = await data(self.locality, query, code=self.meeting)
        self.motion = found["meeting"]["motions"][0]["id"]

    async def vote(self, n: int, choice: str = "FOR", *named: Person) -> list[Any]:
        viewer = viewer_with("resident", person_id=self.heads[n].id)
        given: dict[str, Any] = {"motion": self.motion, "choice": choice}
        given |= {"people": [f"Person:{p.id}" for p in named]} if named else {}
        found = await data(self.locality, CAST, viewer=viewer, input=given)
        errors: list[Any] = found["castBallot"]["errors"]
        return errors

    async def conclude(self) -> dict[str, Any]:
        given = {"motion": self.motion, "action": "conclude"}
        viewer = self.at.viewers["clerk"]
        answer = await data(self.locality, CONCLUDE, viewer=viewer, input=given)
        found: dict[str, Any] = answer["actOnMotion"]
        return found

    async def resolve(self, votes: int = 3) -> dict[str, Any]:
        await self.meet("dam_meeting", "修通村公路集资方案")
        for _ in range(2):
            assert (await self.conclude())["errors"] == []
        for n in range(votes):
            assert await self.vote(n) == []
        return await self.conclude()

    async def raise_money(self) -> str:
        """A fund of 500 and 100 yuan a person; its ID."""
        await self.resolve()
        given = {"motion": self.motion, "unit": self.at.unit.code, "purpose": "修通村公路"}
        given |= {"directAmount": 500, "indirectAmount": 100, "resolvedOn": "2026-09-20"}
        made = await done(self.locality, "sichuanRecordFund", given, "record { id }")
        fund: str = made["record"]["id"]
        return fund

    async def owe(self, fund: str, n: int, kind: str, people: int, amount: int) -> str:
        given = {"fund": fund, "household": self.homes[n].code, "kind": kind, "people": people}
        given |= {"amount": amount, "pledgedOn": "2026-09-20"}
        made = await done(self.locality, "sichuanRecordPledge", given, "record { id }")
        pledge: str = made["record"]["id"]
        return pledge


@pytest.fixture
async def fangshan(locality: Locality) -> Fangshan:
    found = Fangshan(locality, await make_unit(locality, "方山村", code="FS"))
    await found.settle()
    return found


async def test_sc_lz1_one_chaired_or_explained_by_an_official_is_refused(
    locality: Locality, fangshan: Fangshan
) -> None:
    resident = f"Person:{fangshan.heads[3].id}"
    meeting = {"kind": "dam_meeting", "title": "坝坝会", "unit": "FS"}
    meeting |= {"startsAt": "2026-09-20T09:00:00+08:00"}
    for role, person in (
        ("chair", fangshan.at.id_of("clerk")),
        ("explainer", fangshan.at.id_of("clerk")),
        ("proposer", resident),
        ("watcher", resident),
        ("works_lead", fangshan.at.id_of("clerk")),
    ):
        given = meeting | {"participants": [{"person": person, "role": role}]}
        assert await refusal(locality, "recordMeeting", given) == "SC-LZ1", role
    given = meeting | {"participants": [{"person": resident, "role": "works_lead"}]}
    await done(locality, "recordMeeting", given)


async def test_sc_lz1_representatives_propose_explain_and_households_resolve(
    locality: Locality, fangshan: Fangshan
) -> None:
    assert (await fangshan.resolve(votes=1))["errors"][0]["rule"]["code"] == "SC-LZ1"
    await fangshan.vote(1, "AGAINST")
    lost = (await fangshan.conclude())["motion"]
    assert (lost["decided"], lost["passed"]) == (True, False)
    won = (await fangshan.resolve(votes=3))["motion"]
    assert (won["decided"], won["passed"]) == (True, True)
    found = await stands(locality, KEY + "meetings_are_chaired")
    assert {(s["actual"], s["required"]) for s in found} == {(1, 4)}


async def test_sc_lz1_a_household_represented_twice_has_one_ballot(
    locality: Locality, fangshan: Fangshan
) -> None:
    await fangshan.meet("dam_meeting", "修路")
    for _ in range(2):
        await fangshan.conclude()
    spouse = await make_person(locality, household=fangshan.homes[0])
    assert await fangshan.vote(0) == []
    fangshan.heads[0] = spouse
    assert clause_or_code(await fangshan.vote(0, "AGAINST")) == "VOTED_ALREADY"


async def test_sc_lz2_each_person_pays_the_amount_that_the_resolution_set(
    locality: Locality, fangshan: Fangshan
) -> None:
    fund = await fangshan.raise_money()
    pledge = {"fund": fund, "household": fangshan.homes[0].code, "kind": "direct"}
    pledge |= {"people": 3, "amount": 1400, "pledgedOn": "2026-09-20"}
    record = "sichuanRecordPledge"
    assert await refusal(locality, record, pledge) == "SC-LZ2"
    await done(locality, record, pledge | {"amount": 1500})
    await done(locality, record, pledge | {"kind": "indirect", "people": 1, "amount": 100})
    stranger = await make_household(locality, await make_unit(locality))
    given = pledge | {"household": stranger.code, "people": 1, "amount": 500}
    assert await refusal(locality, record, given) == "SC-LZ2"
    await done(locality, record, given | {"kind": "donation", "amount": 20_000})


async def test_sc_lz2_money_is_raised_by_a_resolution(
    locality: Locality, fangshan: Fangshan
) -> None:
    await fangshan.meet("dam_meeting", "修路")
    fund = {"motion": fangshan.motion, "unit": "FS", "purpose": "修路", "directAmount": 500}
    fund |= {"indirectAmount": 100, "resolvedOn": "2026-09-20"}
    assert await refusal(locality, "sichuanRecordFund", fund) == "SC-LZ2"


BOOKS = """{ livePublication(rule: "SC-LZ2")
    sichuanFunds { edges { node { purpose unit { name } motion { id } directAmount indirectAmount
    resolvedOn } } } sichuanPledges { edges { node { fund { id } household { code } kind { code }
    people amount pledgedOn } } } sichuanPayments { edges { node { fund { id } pledge { id } amount
    paidOn } } } sichuanSpendings { edges { node { fund { id } amount spentOn what } } } }"""


async def test_sc_lz2_the_books_are_open_and_always_add_up(
    locality: Locality, fangshan: Fangshan
) -> None:
    fund = await fangshan.raise_money()
    pledge = await fangshan.owe(fund, 0, "direct", 3, 1500)
    pay = {"fund": fund, "pledge": pledge, "amount": 1000, "paidOn": "2026-09-21"}
    made = await done(locality, "sichuanRecordPayment", pay, "record { id }")
    assert await refusal(locality, "sichuanRecordPayment", pay) == "SC-LZ2"
    spend = {"fund": fund, "amount": 900, "spentOn": "2026-09-22", "what": "购买碎石"}
    await done(locality, "sichuanRecordSpending", spend)
    assert await refusal(locality, "sichuanRecordSpending", spend | {"amount": 101}) == "SC-LZ2"
    less = {"id": made["record"]["id"], "amount": 800}
    assert await refusal(locality, "sichuanRevisePayment", less) == "SC-LZ2"
    smaller = {"id": pledge, "people": 1, "amount": 500}
    assert await refusal(locality, "sichuanRevisePledge", smaller) == "SC-LZ2"
    found = await data(locality, BOOKS)
    [row] = found["livePublication"]["rows"]
    assert row == ["方山村", "修通村公路", 500, 100, 1500, 1000, 900, 100]
    assert found["sichuanPayments"]["edges"][0]["node"]["pledge"] == {"id": pledge}
    raised = (
        """{ indicatorValues(rule: "sichuan.langzhong.raised") { edges { node { value } } } }"""
    )
    [edge] = (await data(locality, raised))["indicatorValues"]["edges"]
    assert edge["node"]["value"] == 1000


async def test_sc_lz2_two_who_spend_at_once_do_not_spend_it_twice(
    locality: Locality, fangshan: Fangshan
) -> None:
    fund = await fangshan.raise_money()
    pledge = await fangshan.owe(fund, 0, "direct", 2, 1000)
    pay = {"fund": fund, "pledge": pledge, "amount": 1000, "paidOn": "2026-09-21"}
    await done(locality, "sichuanRecordPayment", pay)
    spend = {"fund": fund, "amount": 600, "spentOn": "2026-09-22", "what": "购买碎石"}
    answers = await asyncio.gather(
        *(change(locality, "sichuanRecordSpending", spend) for _ in range(4))
    )
    assert sorted(len(answer["errors"]) for answer in answers) == [0, 1, 1, 1]


async def test_sc_lz3_supervisors_are_elected_from_representatives_by_name(
    locality: Locality, fangshan: Fangshan
) -> None:
    one, two, three, outsider = fangshan.heads
    people = [f"Person:{person.id}" for person in fangshan.heads]
    await fangshan.meet("supervisor_election", "选举监督员", people=people)
    await fangshan.vote(0, "FOR", one, two, outsider)
    await fangshan.vote(1, "FOR", one, two, outsider)
    await fangshan.vote(2, "FOR", one, three, outsider)
    found = (await fangshan.conclude())["motion"]["candidates"]
    elected = {c["person"]["id"] for c in found if c["elected"]}
    assert elected == {people[0], people[1], people[3]}
    seat = {"unit": "FS", "person": people[0], "since": "2026-09-21"}
    record = "sichuanRecordSupervisor"
    assert await refusal(locality, record, seat | {"person": people[2]}) == "SC-LZ3"
    assert await refusal(locality, record, seat | {"person": people[3]}) == "SC-LZ3"
    await done(locality, record, seat)


async def test_sc_lz3_who_ties_for_the_last_seat_is_told_and_voted_on_again(
    locality: Locality, fangshan: Fangshan
) -> None:
    one, two, three, four = fangshan.heads
    people = [f"Person:{person.id}" for person in fangshan.heads]
    await fangshan.meet("supervisor_election", "选举监督员", people=people)
    for n, named in enumerate(((one, two, three), (one, two, four), (one, three, four))):
        await fangshan.vote(n, "FOR", *named)
    found = (await fangshan.conclude())["motion"]["candidates"]
    assert {c["person"]["id"] for c in found if c["elected"]} == {people[0]}
    assert {c["person"]["id"] for c in found if c["tied"]} == {*people[1:]}
    await fangshan.meet("supervisor_election", "再次选举", people=people[1:])
    for n in range(3):
        await fangshan.vote(n, "FOR", two, three)
    again = (await fangshan.conclude())["motion"]["candidates"]
    assert {c["person"]["id"] for c in again if c["elected"]} == {people[1], people[2]}


async def test_sc_lz3_there_are_no_more_supervisors_than_seats(
    locality: Locality, fangshan: Fangshan
) -> None:
    people = [f"Person:{person.id}" for person in fangshan.heads[:3]]
    only_one = {LangzhongSettings: LangzhongSettings(supervisors=1)}
    figures = Figures({**locality.figures.settings, **only_one})
    object.__setattr__(locality, "figures", figures)
    for n, person in enumerate(fangshan.heads[:2]):
        await fangshan.meet("supervisor_election", f"第 {n} 次选举", people=people)
        for home in range(3):
            await fangshan.vote(home, "FOR", person)
        await fangshan.conclude()
    seat = {"unit": "FS", "since": "2026-09-21", "until": "2027-09-20"}
    record = "sichuanRecordSupervisor"
    await done(locality, record, seat | {"person": people[0]})
    assert await refusal(locality, record, seat | {"person": people[1]}) == "SC-LZ3"
    later = {"since": "2027-09-21", "until": "2028-09-20"}
    await done(locality, record, seat | later | {"person": people[1]})


async def test_sc_lz3_supervisors_are_not_those_who_run_the_works(
    locality: Locality, fangshan: Fangshan
) -> None:
    one, two = fangshan.heads[:2]
    people = [f"Person:{person.id}" for person in (one, two)]
    await fangshan.meet("supervisor_election", "选举监督员", people=people)
    for n in range(3):
        await fangshan.vote(n, "FOR", one, two)
    await fangshan.conclude()
    given = {"unit": "FS", "person": people[0], "since": "2026-09-21"}
    await done(locality, "sichuanRecordBuilder", given | {"until": "2026-12-31"})
    for since in ("2026-09-21", "2026-12-31"):
        both = given | {"since": since}
        assert await refusal(locality, "sichuanRecordSupervisor", both) == "SC-LZ3"
    await done(locality, "sichuanRecordSupervisor", given | {"person": people[1]})
    assert (
        await refusal(locality, "sichuanRecordBuilder", given | {"person": people[1]}) == "SC-LZ3"
    )
