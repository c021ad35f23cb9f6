"""A 村级三个全覆盖: every village has three officers, and what they do there."""

from lianxin_zoucheng.rules.villages.errands import ERRAND_RULES
from lianxin_zoucheng.rules.villages.households import HOUSEHOLD_RULES
from lianxin_zoucheng.rules.villages.leading import LEADING_RULES
from lianxin_zoucheng.rules.villages.officers import OFFICER_RULES
from lianxin_zoucheng.rules.villages.oversight import OVERSIGHT_RULES
from lianxin_zoucheng.rules.villages.presence import PRESENCE_RULES
from lianxin_zoucheng.rules.villages.problems import PROBLEM_RULES

VILLAGE_RULES = (
    *OFFICER_RULES,
    *LEADING_RULES,
    *PRESENCE_RULES,
    *ERRAND_RULES,
    *HOUSEHOLD_RULES,
    *PROBLEM_RULES,
    *OVERSIGHT_RULES,
)
