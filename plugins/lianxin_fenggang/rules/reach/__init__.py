"""C 县乡直达: from county straight to township."""

from lianxin.rules.base import Rule
from lianxin_fenggang.rules.reach.cadres import CADRE_RULES
from lianxin_fenggang.rules.reach.things import THING_RULES
from lianxin_fenggang.rules.reach.training import TRAINING_RULES

REACH_RULES: tuple[Rule, ...] = (*THING_RULES, *CADRE_RULES, *TRAINING_RULES)
