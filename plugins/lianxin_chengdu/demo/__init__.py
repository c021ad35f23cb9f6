"""The demonstration: a made-up Chengdu, small to look at or of the source's size."""

from collections.abc import Mapping
from dataclasses import asdict

from lianxin.demo import on_stage
from lianxin.localities import Locality
from lianxin.plugins.contributions import Demo, Progress
from lianxin.plugins.hookspecs import hookimpl
from lianxin_chengdu.demo.accounts import give_accounts
from lianxin_chengdu.demo.asking import ask_residents, rate_projects
from lianxin_chengdu.demo.checking import check
from lianxin_chengdu.demo.community import serve_communities
from lianxin_chengdu.demo.contact import keep_contact
from lianxin_chengdu.demo.people import people_the_city
from lianxin_chengdu.demo.plan import PLANS, Plan
from lianxin_chengdu.demo.rights import choose_model_workers, protect_rights
from lianxin_chengdu.demo.style import keep_style
from lianxin_chengdu.demo.system import write_regulations


async def fill(locality: Locality, scale: str, progress: Progress) -> Mapping[str, int]:
    return await fill_by(PLANS[scale], locality, progress)


async def fill_by(plan: Plan, locality: Locality, progress: Progress) -> Mapping[str, int]:
    """Make all that the plan asks for; who signs in as whom."""
    async with on_stage(locality, progress) as stage:
        city = await people_the_city(stage, plan)
        parts = await give_accounts(stage, city)
        await write_regulations(stage, city, plan)
        await ask_residents(stage, city, plan)
        await keep_contact(stage, city, plan)
        await keep_style(stage, city, plan)
        await protect_rights(stage, city, plan)
        await serve_communities(stage, city, plan)
        await stage.rows.finish()
        await rate_projects(stage)
        await choose_model_workers(stage)
    return asdict(parts)


MODULES = ("regulations", "asking", "contact", "style", "rights", "community")

DEMO = Demo(
    locality="chengdu",
    name="成都市",
    modules=tuple(f"chengdu.{module}" for module in MODULES),
    fill=fill,
    check=check,
)


@hookimpl
def lianxin_demo() -> Demo:
    return DEMO
