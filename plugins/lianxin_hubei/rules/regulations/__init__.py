"""X: the planned regulations, appraisal of style, economic accountability, rules of others."""

from lianxin.rules.base import Rule
from lianxin_hubei.rules.regulations.appraisal import APPRAISAL_RULES
from lianxin_hubei.rules.regulations.planned import PLANNED_RULES

REGULATION_RULES: tuple[Rule, ...] = (*PLANNED_RULES, *APPRAISAL_RULES)
