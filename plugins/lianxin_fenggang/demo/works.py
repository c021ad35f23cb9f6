"""FG-F1: the work as projects, with owner, budget line and milestones."""

from datetime import timedelta
from typing import Any

from lianxin.commands.inputs.tasks import TaskPlanned
from lianxin.demo import Stage, Teller
from lianxin_fenggang.demo import texts
from lianxin_fenggang.demo.county import County
from lianxin_fenggang.demo.plan import Plan

BUDGETS = (2_600_000, 2_100_000, 1_400_000, 1_500_000, 900_000, 1_500_000)
"""Ten million together."""


async def run_projects(stage: Stage, county: County, plan: Plan) -> None:
    teller = Teller(stage, audited=not plan.settled)
    chance, hours = stage.chance.about("works"), stage.hours
    for n, ((title, standard), budget) in enumerate(zip(texts.PROJECTS, BUDGETS, strict=True)):
        clerk, leader = county.clerks[n % 4], county.leaders[n % 4]
        at = hours.on(stage.ago(200 - 12 * n), chance, 9, 16)
        story = teller.begins(
            "work_project", title, at, taken_by=clerk, unit_id=county.office.place.id
        )
        fields: dict[str, Any] = {
            "owner": county.centre.staff[n],
            "standard": standard,
            "line": "“四直为民”专项工作经费",
            "budget": budget,
        }
        story.act("plan", hours.after(at, chance, 10, 60), clerk, **fields)
        due = (at + timedelta(days=60 + 30 * n)).date()
        milestones = [
            TaskPlanned(name, county.office.place.id, None, None, due + timedelta(days=9 * m))
            for m, name in enumerate(("方案评审", "设备到位", "试运行"))
        ]
        story.act(
            "set_milestones", hours.after(story.now, chance, 5, 40), clerk, milestones=milestones
        )
        story.act("begin", hours.after(story.now, chance, 20, 90), leader)
        if n < 3:
            story.finish_tasks(hours.after(story.now, chance, 300, 500))
            later = hours.after(story.now, chance, 20, 60)
            story.act("complete", later, leader, result="通过验收，投入使用")
        story.finish()
    await stage.rows.store()
