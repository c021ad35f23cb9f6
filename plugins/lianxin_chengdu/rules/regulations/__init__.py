"""A 制度体系: one framework, five aspects, the units' own detailed rules."""

from lianxin.rules.base import Rule
from lianxin_chengdu.rules.regulations.problems import PROBLEM_RULES
from lianxin_chengdu.rules.regulations.system import SYSTEM_RULES

REGULATION_RULES: tuple[Rule, ...] = (*SYSTEM_RULES, *PROBLEM_RULES)
