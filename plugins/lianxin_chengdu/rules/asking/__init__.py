"""B 三视三问: ask what is needed, ask how, ask to what effect."""

from lianxin.rules.base import Rule
from lianxin_chengdu.rules.asking.advice import ADVICE_RULES
from lianxin_chengdu.rules.asking.effect import EFFECT_RULES
from lianxin_chengdu.rules.asking.matters import MATTER_RULES
from lianxin_chengdu.rules.asking.needs import NEED_RULES

ASKING_RULES: tuple[Rule, ...] = (*NEED_RULES, *ADVICE_RULES, *EFFECT_RULES, *MATTER_RULES)
