"""A 党群直议: residents deliberate directly, in their group's council."""

from lianxin.rules.base import Rule
from lianxin_fenggang.rules.deliberation.councils import COUNCIL_RULES
from lianxin_fenggang.rules.deliberation.resolutions import RESOLUTION_RULES
from lianxin_fenggang.rules.deliberation.steps import STEP_RULES

DELIBERATION_RULES: tuple[Rule, ...] = (*COUNCIL_RULES, *STEP_RULES, *RESOLUTION_RULES)
