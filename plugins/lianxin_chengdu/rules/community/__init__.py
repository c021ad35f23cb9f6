"""F The community (Beishun): few workers for many households, each of them all-round."""

from lianxin.rules.base import Rule
from lianxin_chengdu.rules.community.matters import MATTER_RULES
from lianxin_chengdu.rules.community.secretaries import SECRETARY_RULES
from lianxin_chengdu.rules.community.visits import VISIT_RULES

COMMUNITY_RULES: tuple[Rule, ...] = (*MATTER_RULES, *SECRETARY_RULES, *VISIT_RULES)
