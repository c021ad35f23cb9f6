"""SN 重大事项风险评估: no decision that touches many before they were asked."""

from lianxin.rules.base import Rule
from lianxin_sichuan.rules.suining.assessments import ASSESSMENT_RULES
from lianxin_sichuan.rules.suining.decisions import DECISION_RULES

SUINING_RULES: tuple[Rule, ...] = (*DECISION_RULES, *ASSESSMENT_RULES)
