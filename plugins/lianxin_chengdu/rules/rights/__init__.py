"""E Residents' rights: campaigns, the problems found, services, and who watches over them."""

from lianxin.rules.base import Rule
from lianxin_chengdu.rules.rights.campaigns import CAMPAIGN_RULES
from lianxin_chengdu.rules.rights.problems import PROBLEM_RULES
from lianxin_chengdu.rules.rights.services import SERVICE_RULES
from lianxin_chengdu.rules.rights.supervision import SUPERVISION_RULES
from lianxin_chengdu.rules.rights.vexation import VEXATION_RULES
from lianxin_chengdu.rules.rights.windows import WINDOW_RULES

RIGHTS_RULES: tuple[Rule, ...] = (
    *PROBLEM_RULES,
    *SERVICE_RULES,
    *SUPERVISION_RULES,
    *WINDOW_RULES,
    *CAMPAIGN_RULES,
    *VEXATION_RULES,
)
