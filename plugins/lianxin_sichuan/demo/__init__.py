"""The demonstration: six made-up places of a province, small or of the source's size."""

from collections.abc import Mapping
from dataclasses import asdict

from lianxin.demo import on_stage
from lianxin.localities import Locality
from lianxin.plugins.contributions import Demo, Progress
from lianxin.plugins.hookspecs import hookimpl
from lianxin_sichuan.demo.accounts import give_accounts
from lianxin_sichuan.demo.checking import check
from lianxin_sichuan.demo.guangyuan import trace
from lianxin_sichuan.demo.kangzhuang import listen
from lianxin_sichuan.demo.langzhong import raise_money
from lianxin_sichuan.demo.neijiang import visit_and_receive
from lianxin_sichuan.demo.people import people_the_province
from lianxin_sichuan.demo.plan import PLANS, Plan
from lianxin_sichuan.demo.suining import assess
from lianxin_sichuan.demo.ziyang import pledge_and_publish, rate_departments


async def fill(locality: Locality, scale: str, progress: Progress) -> Mapping[str, int]:
    return await fill_by(PLANS[scale], locality, progress)


async def fill_by(plan: Plan, locality: Locality, progress: Progress) -> Mapping[str, int]:
    """Make all that the plan asks for; who signs in as whom."""
    async with on_stage(locality, progress) as stage:
        province = people_the_province(stage, plan)
        parts = await give_accounts(stage, province)
        await listen(stage, province, plan)
        await visit_and_receive(stage, province, plan)
        await raise_money(stage, province)
        await assess(stage, province, plan)
        await trace(stage, province, plan)
        await pledge_and_publish(stage, province, plan)
        await stage.rows.finish()
        await rate_departments(stage)
    return asdict(parts)


MODULES = ("kangzhuang", "neijiang", "langzhong", "suining", "guangyuan", "ziyang")

DEMO = Demo(
    locality="sichuan",
    name="四川六地",
    modules=tuple(f"sichuan.{module}" for module in MODULES),
    fill=fill,
    check=check,
)


@hookimpl
def lianxin_demo() -> Demo:
    return DEMO
