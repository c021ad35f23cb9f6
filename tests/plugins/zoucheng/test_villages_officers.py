"""ZC-A1, ZC-A2, ZC-A13: who has to be there, and who leads them."""

import pytest

from factories import make_appointment
from factories.asking import data
from factories.villages import make_town, stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")

OFFICERS = ("first_secretary", "liaison_police", "livelihood_agent")


async def test_zc_a1_every_village_has_three_officers(locality: Locality) -> None:
    town, (whole, lacking) = await make_town(locality, villages=2)
    for post in OFFICERS:
        await make_appointment(locality, whole, post)
    await make_appointment(locality, lacking, "livelihood_agent")
    missing = await stands(locality, "zoucheng.villages.three_officers", state=["BREACHED"])
    assert [s["subject"]["code"] for s in missing] == [lacking.code]
    assert missing[0]["explanation"] == "缺第一书记、联村民警（具备 1，要求 3 项）"
    (of_town,) = await stands(locality, "zoucheng.villages.towns_covered")
    assert (of_town["required"], of_town["actual"], of_town["state"]) == (2, 1, "BREACHED")
    query = """{ standingShares(rule: "zoucheng.villages.three_officers", by: ["town", "street"]) {
        edges { node { unit { name } total met percent } } totalCount }
        rules(module: "zoucheng.villages") { code key } }"""
    found = await data(locality, query)
    (edge,) = found["standingShares"]["edges"]
    assert edge["node"] == {"unit": {"name": town.name}, "total": 2, "met": 1, "percent": 50.0}
    assert "ZC-A1" in {rule["code"] for rule in found["rules"]}
