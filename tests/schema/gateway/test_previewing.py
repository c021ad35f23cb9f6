"""What a change of modules would do, asked over HTTP before it is made."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from factories import make_unit
from factories.rows import every_row
from factories.server import Server
from factories.viewers import viewer_with
from lianxin.context import Context
from lianxin.modules import enabled_after
from lianxin.modules.switching import EnableModule
from lianxin.previewing import Proposal, effect_of
from lianxin.tables import Case, Deadline

EFFECT = """effect { becomingOverdue noLongerOverdue standingsChanged wouldHaveBeenRefused
    noLongerRefused method untold { key }
    cases { totalCount edges { node { code } } } becomingOverdueCases { totalCount }
    standings { rule { code } subject { __typename } previous state } }"""
ENABLE = """mutation ($input: EnableModuleInput!) { enableModule(input: $input) {
    module { enabled } changes { name from to origin fromOrigin sourceValue parentValue }
    schemaChanges { criticality } EFFECT errors { code } } }""".replace("EFFECT", EFFECT)
DISABLE = """mutation ($input: DisableModuleInput!) { disableModule(input: $input) {
    schemaChanges { criticality } EFFECT errors { code } } }""".replace("EFFECT", EFFECT)
CONFIGURE = """mutation ($input: ConfigureModuleInput!) { configureModule(input: $input) {
    changes { name from to origin fromOrigin sourceValue parentValue }
    EFFECT errors { code } } }""".replace("EFFECT", EFFECT)
OPINIONS = {"module": "zoucheng.opinions"}
SUBMIT = """mutation { submitCase(input: {title: "噪声扰民", channel: "public_line"}) {
    case { code } errors { code } } }"""


async def _late_case(server: Server) -> str:
    """A case with a term that keeps no figures, four days old."""
    await server.data(ENABLE, "admin", input=OPINIONS)
    code: str = (await server.data(SUBMIT, "clerk"))["submitCase"]["case"]["code"]
    locality = await server.locality()
    [case] = await locality.database.all(select(col(Case.id)))
    rules = locality.composition.in_module("zoucheng.opinions")
    began = locality.clock.now() - timedelta(days=4)
    due = locality.clock.now() + timedelta(days=1)
    term = Deadline(
        case_id=case.id,
        rule_key=next(e.key for e in rules if getattr(e.rule, "days", None) is not None),
        started_at=began,
        days=5,
        unit_of_count="calendar",
        due_at=due,
    )
    async with locality.database.writing() as tx:
        await tx.add(term)
        await tx.change(Case, col(Case.id) == case.id, due_at=due)
    return code


async def test_a_figure_that_would_make_cases_overdue_names_them(server: Server) -> None:
    code = await _late_case(server)
    before = await every_row(await server.locality())
    settings = {"answer_days": 2, "keeps_figures": False}
    given = {**OPINIONS, "settings": settings, "dryRun": True}
    done = (await server.data(CONFIGURE, "admin", input=given))["configureModule"]
    days = next(c for c in done["changes"] if c["name"] == "answer_days")
    assert (days["from"], days["to"], days["sourceValue"]) == (5, 2, 5)
    assert (days["fromOrigin"], days["origin"], days["parentValue"]) == ("source", "locality", None)
    effect = done["effect"]
    assert (effect["becomingOverdue"], effect["becomingOverdueCases"]["totalCount"]) == (1, 1)
    assert effect["cases"]["edges"] == [{"node": {"code": code}}]
    assert await every_row(await server.locality()) == before


async def test_enabling_and_disabling_tell_schema_and_effect_without_a_trace(
    server: Server,
) -> None:
    await server.sign_in("admin")
    before = await every_row(await server.locality())
    tried = (await server.data(ENABLE, "admin", input={**OPINIONS, "dryRun": True}))["enableModule"]
    assert (tried["module"]["enabled"], tried["effect"]["becomingOverdue"]) == (False, 0)
    assert {c["criticality"] for c in tried["schemaChanges"]} <= {"SAFE", "DANGEROUS"}
    assert await every_row(await server.locality()) == before
    await _late_case(server)
    answer = await server.data(DISABLE, "admin", input={**OPINIONS, "dryRun": True})
    gone = answer["disableModule"]
    # Its cases go on under it, so that nothing front ends use goes away.
    assert (gone["errors"], gone["effect"]["cases"]["totalCount"]) == ([], 0)
    assert "BREAKING" not in {c["criticality"] for c in gone["schemaChanges"]}


async def test_whoever_may_not_change_it_learns_no_effect(server: Server) -> None:
    given = {**OPINIONS, "settings": {"answer_days": 2}, "dryRun": True}
    done = (await server.data(CONFIGURE, "clerk", input=given))["configureModule"]
    assert (done["effect"], done["errors"]) == (None, [{"code": "NOT_PERMITTED"}])


SUPPORT = """mutation ($input: ZouchengRecordSupportInput!) { zouchengRecordSupport(input: $input) {
    record { id } errors { code } } }"""
REFUSED = """mutation ($input: ConfigureModuleInput!) { configureModule(input: $input) {
    effect { wouldHaveBeenRefused untoldBecause { reason }
        refusedActs { rule { key } at row { id __typename } } } } }"""


async def test_a_record_that_would_have_been_refused_is_named_to_whoever_may_read_it(
    server: Server,
) -> None:
    villages = {"module": "zoucheng.villages"}
    await server.data(ENABLE, "admin", input=villages)
    locality = await server.locality()
    village = await make_unit(locality, code="V1")
    given = {"unit": village.code, "kind": "computer", "purpose": "电脑", "decidedOn": "2026-05-01"}
    planned = [{"planned": 6_000}, {"planned": 5_000}]
    support = [
        (await server.data(SUPPORT, "clerk", input={**given, **sum}))["zouchengRecordSupport"]
        for sum in planned
    ]
    asked = {**villages, "settings": {"computer_fund": 8_000}, "dryRun": True}
    effect = (await server.data(REFUSED, "admin", input=asked))["configureModule"]["effect"]
    assert (effect["wouldHaveBeenRefused"], effect["untoldBecause"]) == (1, [])
    [act] = effect["refusedActs"]
    assert act["rule"] == {"key": "zoucheng.villages.computer_within_its_fund"}
    assert act["row"] == {"id": support[1]["record"]["id"], "__typename": "ZouchengSupport"}


async def test_every_module_can_be_looked_at_before_its_tables_are_there(server: Server) -> None:
    locality = await server.locality()
    context = Context(locality, viewer_with("admin"), locality.clock.now())
    modules = [
        plugin.module_key(module) for plugin in locality.installed for module in plugin.modules
    ]
    for key in modules:
        if key in locality.composition.modules:
            continue
        after = locality.as_it_is()
        plugin = key.partition(".")[0]
        together = [m for m in modules if m.partition(".")[0] == plugin]
        state = enabled_after(EnableModule, locality.composition, key)
        after.composition = server.platform.compositions.of(state | dict.fromkeys(together, True))
        models = after.composition.settings_models.values()
        settings = {model: model() for model in models} | dict(locality.figures.settings)
        after.figures = replace(locality.figures, settings=settings)
        effect = await effect_of(Proposal(context, after, key))
        assert (effect.becoming_overdue.number, effect.refused.number) == (0, 0)
