"""The demonstration: a made-up Zoucheng, small to look at or of the source's size."""

from collections.abc import Mapping
from dataclasses import asdict

from lianxin.demo import on_stage
from lianxin.localities import Locality
from lianxin.plugins.contributions import Demo, Progress
from lianxin.plugins.hookspecs import hookimpl
from lianxin_zoucheng.demo.accounts import give_accounts
from lianxin_zoucheng.demo.catalogue import write_catalogue
from lianxin_zoucheng.demo.checks import check
from lianxin_zoucheng.demo.evaluation import enter_register, hold_surveys, rank_overall
from lianxin_zoucheng.demo.featured import tell_featured
from lianxin_zoucheng.demo.line import answer_the_line
from lianxin_zoucheng.demo.links import link_and_visit
from lianxin_zoucheng.demo.openness import publish_what_is_by_hand
from lianxin_zoucheng.demo.opinions import tell_opinions
from lianxin_zoucheng.demo.people import people_the_city
from lianxin_zoucheng.demo.plan import PLANS, Plan
from lianxin_zoucheng.demo.presence import be_present
from lianxin_zoucheng.demo.supervision import supervise
from lianxin_zoucheng.demo.village_cases import tell_village_cases
from lianxin_zoucheng.demo.village_records import keep_village_records


async def fill(locality: Locality, scale: str, progress: Progress) -> Mapping[str, int]:
    return await fill_by(PLANS[scale], locality, progress)


async def fill_by(plan: Plan, locality: Locality, progress: Progress) -> Mapping[str, int]:
    """Make all that the plan asks for; who signs in as whom."""
    async with on_stage(locality, progress) as stage:
        city = await people_the_city(stage, plan)
        cast = await give_accounts(stage, city)
        if not plan.settled:
            tell_featured(stage, city, cast)
        await tell_opinions(stage, city, plan)
        await tell_village_cases(stage, city, plan)
        await be_present(stage, city, plan)
        await link_and_visit(stage, city, plan)
        answer_the_line(stage, city, plan)
        await keep_village_records(stage, city, plan)
        write_catalogue(stage, city, plan)
        rank_overall(stage, city)
        await supervise(stage, city, plan)
        await enter_register(stage, city, plan)
        publish_what_is_by_hand(stage, city, plan)
        await stage.rows.finish()
        await hold_surveys(stage, city, plan)
    return asdict(cast.parts)


DEMO = Demo(
    locality="zoucheng",
    name="邹城市",
    modules=("zoucheng.villages", "zoucheng.departments", "zoucheng.opinions"),
    fill=fill,
    check=check,
)


@hookimpl
def lianxin_demo() -> Demo:
    return DEMO
