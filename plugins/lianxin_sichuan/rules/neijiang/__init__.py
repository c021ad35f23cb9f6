"""NJ 两访一点一结对: visits, receptions, points and pairs."""

from lianxin.rules.base import Rule
from lianxin_sichuan.rules.neijiang.links import LINK_RULES
from lianxin_sichuan.rules.neijiang.pairs import PAIR_RULES
from lianxin_sichuan.rules.neijiang.receptions import RECEPTION_RULES
from lianxin_sichuan.rules.neijiang.visits import VISIT_RULES

NEIJIANG_RULES: tuple[Rule, ...] = (*VISIT_RULES, *RECEPTION_RULES, *LINK_RULES, *PAIR_RULES)
