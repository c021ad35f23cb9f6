"""The demonstration: a made-up Fenggang, small to look at or of the source's size."""

from collections.abc import Mapping
from dataclasses import asdict

from lianxin.demo import on_stage
from lianxin.localities import Locality
from lianxin.plugins.contributions import Demo, Progress
from lianxin.plugins.hookspecs import hookimpl
from lianxin_fenggang.demo.accounts import give_accounts
from lianxin_fenggang.demo.chain import lead_to_a_covenant
from lianxin_fenggang.demo.checking import check
from lianxin_fenggang.demo.deliberation import deliberate
from lianxin_fenggang.demo.handling import assess_departments, handle_there
from lianxin_fenggang.demo.line import keep_the_line
from lianxin_fenggang.demo.people import people_the_county
from lianxin_fenggang.demo.plan import PLANS, Plan
from lianxin_fenggang.demo.points import show_points
from lianxin_fenggang.demo.reach import reach_the_towns
from lianxin_fenggang.demo.works import run_projects


async def fill(locality: Locality, scale: str, progress: Progress) -> Mapping[str, int]:
    return await fill_by(PLANS[scale], locality, progress)


async def fill_by(plan: Plan, locality: Locality, progress: Progress) -> Mapping[str, int]:
    """Make all that the plan asks for; who signs in as whom."""
    async with on_stage(locality, progress) as stage:
        county = await people_the_county(stage, plan)
        parts = await give_accounts(stage, county)
        await deliberate(stage, county, plan)
        await lead_to_a_covenant(stage, county)
        told = await keep_the_line(stage, county, plan)
        await reach_the_towns(stage, county, plan)
        await handle_there(stage, county, plan, told)
        await show_points(stage, county, plan)
        await run_projects(stage, county, plan)
        await stage.rows.finish()
        await assess_departments(stage)
    return asdict(parts)


MODULES = ("deliberation", "line", "reach", "handling", "points", "works")

DEMO = Demo(
    locality="fenggang",
    name="凤冈县",
    modules=tuple(f"fenggang.{module}" for module in MODULES),
    fill=fill,
    check=check,
)


@hookimpl
def lianxin_demo() -> Demo:
    return DEMO
