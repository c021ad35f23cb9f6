"""A 村级三个全覆盖: every village has three officers, and what they do there."""

from lianxin_zoucheng.rules.villages.decisions import DECISION_RULES
from lianxin_zoucheng.rules.villages.errands import ERRAND_RULES
from lianxin_zoucheng.rules.villages.households import HOUSEHOLD_RULES
from lianxin_zoucheng.rules.villages.leading import LEADING_RULES
from lianxin_zoucheng.rules.villages.officers import OFFICER_RULES
from lianxin_zoucheng.rules.villages.openness import OPENNESS_RULES
from lianxin_zoucheng.rules.villages.oversight import OVERSIGHT_RULES
from lianxin_zoucheng.rules.villages.presence import PRESENCE_RULES
from lianxin_zoucheng.rules.villages.problems import PROBLEM_RULES
from lianxin_zoucheng.rules.villages.results import RESULT_RULES
from lianxin_zoucheng.rules.villages.support import SUPPORT_RULES

VILLAGE_RULES = (
    *OFFICER_RULES,
    *LEADING_RULES,
    *PRESENCE_RULES,
    *ERRAND_RULES,
    *HOUSEHOLD_RULES,
    *DECISION_RULES,
    *PROBLEM_RULES,
    *RESULT_RULES,
    *SUPPORT_RULES,
    *OVERSIGHT_RULES,
    *OPENNESS_RULES,
)
