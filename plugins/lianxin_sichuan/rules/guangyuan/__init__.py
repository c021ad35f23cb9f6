"""GY 两倒查: who has a matter, who did not handle it, and what follows."""

from lianxin.rules.base import Rule
from lianxin_sichuan.rules.guangyuan.matters import MATTER_RULES
from lianxin_sichuan.rules.guangyuan.reviews import REVIEW_RULES
from lianxin_sichuan.rules.guangyuan.tracing import TRACING_RULES

GUANGYUAN_RULES: tuple[Rule, ...] = (*MATTER_RULES, *TRACING_RULES, *REVIEW_RULES)
