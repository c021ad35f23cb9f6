"""B 门难进、脸难看、事难办: open windows, cards at the door, complaints and their figures."""

from lianxin.rules.base import Rule
from lianxin_hubei.rules.doors.articles import ARTICLE_RULES
from lianxin_hubei.rules.doors.complaints import COMPLAINT_RULES
from lianxin_hubei.rules.doors.windows import WINDOW_RULES

DOOR_RULES: tuple[Rule, ...] = (*WINDOW_RULES, *COMPLAINT_RULES, *ARTICLE_RULES)
