"""D 民生直办: handled where it is asked."""

from lianxin.rules.base import Rule
from lianxin_fenggang.rules.handling.assessment import ASSESSMENT_RULES
from lianxin_fenggang.rules.handling.benefits import BENEFIT_RULES
from lianxin_fenggang.rules.handling.changes import CHANGE_RULES
from lianxin_fenggang.rules.handling.powers import POWER_RULES

HANDLING_RULES: tuple[Rule, ...] = (
    *POWER_RULES,
    *CHANGE_RULES,
    *BENEFIT_RULES,
    *ASSESSMENT_RULES,
)
