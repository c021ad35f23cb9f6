"""Settings with their history over HTTP: put back, put off to a day, called off."""

from datetime import timedelta
from typing import Any

from factories.server import Server
from lianxin.sweep import sweep

OPINIONS = {"module": "zoucheng.opinions"}
ENABLE = """mutation { enableModule(input: {module: "zoucheng.opinions"}) { errors { code } } }"""
CONFIGURE = """mutation ($input: ConfigureModuleInput!) { configureModule(input: $input) {
    module { settings } errors { code } } }"""
RESTORE = """mutation ($input: RestoreSettingsInput!) { restoreSettings(input: $input) {
    module { settings } changes { name from to } effect { becomingOverdue } errors { code } } }"""
CANCEL = """mutation ($input: CancelScheduledSettingsInput!) {
    cancelScheduledSettings(input: $input) { module { key } errors { code } } }"""
HISTORY = """{ modules { key settings settingsSchema
    settingsHistory { edges { node {
        number at by reason state effectiveOn problem changes { name from to origin } } } }
    scheduledSettings { edges { node { number effectiveOn } } } } }"""


async def configured(server: Server, **input: Any) -> Any:
    return await server.data(CONFIGURE, "admin", input={**OPINIONS, **input})


async def module(server: Server) -> Any:
    found = (await server.data(HISTORY, "admin"))["modules"]
    return next(m for m in found if m["key"] == "zoucheng.opinions")


async def revisions(server: Server) -> list[Any]:
    return [edge["node"] for edge in (await module(server))["settingsHistory"]["edges"]]


async def test_an_earlier_state_is_put_back_and_all_of_it_is_on_record(server: Server) -> None:
    await server.data(ENABLE, "admin")
    for days in (7, 9):
        await configured(server, settings={"answer_days": days}, reason=f"试行{days}天")
    tried = await server.data(RESTORE, "admin", input={**OPINIONS, "number": 0, "dryRun": True})
    assert tried["restoreSettings"]["effect"] == {"becomingOverdue": 0}
    first = (await revisions(server))[1]["number"]
    given = {**OPINIONS, "number": first, "reason": "恢复"}
    done = (await server.data(RESTORE, "admin", input=given))["restoreSettings"]
    assert done["changes"] == [{"name": "answer_days", "from": 9, "to": 7}]
    assert done["module"]["settings"]["answer_days"] == 7
    newest = (await revisions(server))[0]
    assert (newest["by"], newest["reason"], newest["state"]) == ("admin", "恢复", "APPLIED")
    [changed] = newest["changes"]
    assert changed == {"name": "answer_days", "from": 9, "to": 7, "origin": "locality"}


async def test_a_change_waits_for_its_day_is_listed_and_then_applied(server: Server) -> None:
    await server.data(ENABLE, "admin")
    locality = await server.locality()
    now = locality.clock.now()
    day = (now.astimezone(locality.zone) + timedelta(days=2)).date().isoformat()
    await configured(server, settings={"answer_days": 3}, effectiveOn=day)
    waiting = await module(server)
    [listed] = waiting["scheduledSettings"]["edges"]
    assert (listed["node"]["effectiveOn"], waiting["settings"]["answer_days"]) == (day, 5)
    assert (await sweep(locality, now + timedelta(days=1))).done["settings"] == 0
    assert (await sweep(locality, now + timedelta(days=2))).done["settings"] == 1
    server.tokens.clear()
    assert (await revisions(server))[0]["state"] == "APPLIED"
    assert (await module(server))["scheduledSettings"]["edges"] == []


async def test_a_change_that_waits_is_called_off_once(server: Server) -> None:
    await server.data(ENABLE, "admin")
    day = (await server.locality()).clock.now().date() + timedelta(days=3)
    await configured(server, settings={"answer_days": 3}, effectiveOn=day.isoformat())
    number = (await revisions(server))[0]["number"]
    given = {**OPINIONS, "number": number, "reason": "不再需要"}
    codes = []
    for role in ("clerk", "admin", "admin"):
        done = (await server.data(CANCEL, role, input=given))["cancelScheduledSettings"]
        codes.append([error["code"] for error in done["errors"]])
    assert codes == [["NOT_PERMITTED"], [], ["NOT_WAITING"]]
    assert (await revisions(server))[0]["state"] == "WITHDRAWN"


async def test_only_administrators_put_back_and_only_what_was_in_force(server: Server) -> None:
    await server.data(ENABLE, "admin")
    codes = []
    for role in ("clerk", "admin"):
        given = {**OPINIONS, "number": 99}
        done = (await server.data(RESTORE, role, input=given))["restoreSettings"]
        codes += [error["code"] for error in done["errors"]]
    assert codes == ["NOT_PERMITTED", "NOT_FOUND"]


async def test_the_form_says_what_becomes_of_terms_that_run(server: Server) -> None:
    await server.data(ENABLE, "admin")
    days = (await module(server))["settingsSchema"]["properties"]["answer_days"]
    assert (days["x-running"], days["x-running-setting"]) == ("keeps", "keeps_figures")
    await configured(server, settings={"keeps_figures": False})
    days = (await module(server))["settingsSchema"]["properties"]["answer_days"]
    assert days["x-running"] == "follows"
