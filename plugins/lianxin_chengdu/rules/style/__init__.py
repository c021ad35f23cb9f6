"""D Style: meetings and paper, actions against bad habits, violations of discipline."""

from lianxin.rules.base import Rule
from lianxin_chengdu.rules.style.called import CALLED_RULES
from lianxin_chengdu.rules.style.quotas import QUOTA_RULES
from lianxin_chengdu.rules.style.rectification import RECTIFICATION_RULES
from lianxin_chengdu.rules.style.violations import VIOLATION_RULES

STYLE_RULES: tuple[Rule, ...] = (
    *QUOTA_RULES,
    *CALLED_RULES,
    *RECTIFICATION_RULES,
    *VIOLATION_RULES,
)
