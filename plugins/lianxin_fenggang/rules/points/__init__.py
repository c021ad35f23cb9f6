"""E 示范点: demonstration points, and the teams of orderlies."""

from lianxin.rules.base import Rule
from lianxin_fenggang.rules.points.facilities import FACILITY_RULES
from lianxin_fenggang.rules.points.orderlies import ORDERLY_RULES

POINT_RULES: tuple[Rule, ...] = (*FACILITY_RULES, *ORDERLY_RULES)
