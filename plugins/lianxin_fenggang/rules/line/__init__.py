"""B 干群直通: a direct line between officials and residents, on four levels."""

from lianxin.rules.base import Rule
from lianxin_fenggang.rules.line.leaders import LEADER_RULES
from lianxin_fenggang.rules.line.matters import MATTER_RULES
from lianxin_fenggang.rules.line.news import NEWS_RULES

LINE_RULES: tuple[Rule, ...] = (*MATTER_RULES, *LEADER_RULES, *NEWS_RULES)
