"""ZY 群众满意: pledges, ratings, and what follows from them, all in public."""

from lianxin.rules.base import Rule
from lianxin_sichuan.rules.ziyang.achievements import ACHIEVEMENT_RULES
from lianxin_sichuan.rules.ziyang.pledges import PLEDGE_RULES
from lianxin_sichuan.rules.ziyang.ratings import RATING_RULES

ZIYANG_RULES: tuple[Rule, ...] = (*PLEDGE_RULES, *RATING_RULES, *ACHIEVEMENT_RULES)
