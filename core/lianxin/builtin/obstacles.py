"""What the core keeps a plugin's data for; plugins answer the same hook."""

from sqlalchemy import BindParameter, bindparam, func, select
from sqlmodel import SQLModel, col

from lianxin.language import Text
from lianxin.plugins.contributions import Obstacle
from lianxin.tables import Case, Motion, Survey

_ITS_RULES: BindParameter[str] = bindparam("its_rules")


def _running(table: type[SQLModel], rule: object, ended: object, because: Text) -> Obstacle:
    rows = select(func.count()).select_from(table)
    return Obstacle(
        rows=rows.where(col(rule).like(_ITS_RULES), col(ended).is_(None)), because=because
    )


OBSTACLES = (
    _running(
        Case,
        Case.workflow,
        Case.closed_at,
        Text("还有 {n} 件诉求未办结", "{n} cases that run by it are open"),
    ),
    _running(
        Survey,
        Survey.rule_key,
        Survey.closed_at,
        Text("还有 {n} 次评议未结束", "{n} surveys by it are open"),
    ),
    _running(
        Motion,
        Motion.procedure,
        Motion.passed,
        Text("还有 {n} 项议题未表决完", "{n} motions by it are not decided"),
    ),
)
