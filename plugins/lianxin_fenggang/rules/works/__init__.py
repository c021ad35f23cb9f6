"""F 组织保障: work kept as projects, and who leads it."""

from lianxin.rules.base import Rule
from lianxin_fenggang.rules.works.organisation import ORGANISATION_RULES
from lianxin_fenggang.rules.works.projects import PROJECT_RULES

WORK_RULES: tuple[Rule, ...] = (*PROJECT_RULES, *ORGANISATION_RULES)
