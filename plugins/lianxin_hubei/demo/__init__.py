"""The demonstration: a made-up Hubei, small to look at or of the source's size."""

from collections.abc import Mapping
from dataclasses import asdict

from lianxin.demo import on_stage
from lianxin.localities import Locality
from lianxin.plugins.contributions import Demo, Progress
from lianxin.plugins.hookspecs import hookimpl
from lianxin_hubei.demo.accounts import give_accounts
from lianxin_hubei.demo.checking import check
from lianxin_hubei.demo.contact import keep_contact
from lianxin_hubei.demo.doors import open_doors
from lianxin_hubei.demo.listening import listen
from lianxin_hubei.demo.people import people_the_province
from lianxin_hubei.demo.plan import PLANS, Plan
from lianxin_hubei.demo.posts import serve_villages
from lianxin_hubei.demo.receptions import receive_petitioners
from lianxin_hubei.demo.system import appraise_style, write_regulations


async def fill(locality: Locality, scale: str, progress: Progress) -> Mapping[str, int]:
    return await fill_by(PLANS[scale], locality, progress)


async def fill_by(plan: Plan, locality: Locality, progress: Progress) -> Mapping[str, int]:
    """Make all that the plan asks for; who signs in as whom."""
    async with on_stage(locality, progress) as stage:
        province = await people_the_province(stage, plan)
        parts = await give_accounts(stage, province)
        await write_regulations(stage, province, plan)
        await keep_contact(stage, province, plan)
        await receive_petitioners(stage, province, plan)
        await listen(stage, province, plan)
        await open_doors(stage, province, plan)
        await serve_villages(stage, province, plan)
        await stage.rows.finish()
        await appraise_style(stage)
    return asdict(parts)


MODULES = ("contact", "doors", "posts", "regulations")

DEMO = Demo(
    locality="hubei",
    name="湖北省",
    modules=tuple(f"hubei.{module}" for module in MODULES),
    fill=fill,
    check=check,
)


@hookimpl
def lianxin_demo() -> Demo:
    return DEMO
