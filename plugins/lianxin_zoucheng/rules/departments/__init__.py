"""B 市直部门三个体系: what departments do by when, what those they serve think of it, what follows."""

from lianxin.rules.base import Rule
from lianxin_zoucheng.rules.departments.accountability import ACCOUNTABILITY_RULES
from lianxin_zoucheng.rules.departments.catalogue import CATALOGUE_RULES
from lianxin_zoucheng.rules.departments.commitments import COMMITMENT_RULES
from lianxin_zoucheng.rules.departments.evaluation import EVALUATION_RULES
from lianxin_zoucheng.rules.departments.following import FOLLOWING_RULES
from lianxin_zoucheng.rules.departments.openness import OPENNESS_RULES
from lianxin_zoucheng.rules.departments.penalties import PENALTY_RULES
from lianxin_zoucheng.rules.departments.simpler import SIMPLER_RULES
from lianxin_zoucheng.rules.departments.supervision import SUPERVISION_RULES

DEPARTMENT_RULES: tuple[Rule, ...] = (
    *CATALOGUE_RULES,
    *SIMPLER_RULES,
    *PENALTY_RULES,
    *OPENNESS_RULES,
    *EVALUATION_RULES,
    *FOLLOWING_RULES,
    *SUPERVISION_RULES,
    *ACCOUNTABILITY_RULES,
    *COMMITMENT_RULES,
)
