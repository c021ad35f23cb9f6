"""LZ 坝坝会: residents chair, decide, raise the money, and watch over it."""

from lianxin.rules.base import Rule
from lianxin_sichuan.rules.langzhong.funds import FUND_RULES
from lianxin_sichuan.rules.langzhong.meetings import MEETING_RULES
from lianxin_sichuan.rules.langzhong.supervisors import SUPERVISOR_RULES

LANGZHONG_RULES: tuple[Rule, ...] = (*MEETING_RULES, *FUND_RULES, *SUPERVISOR_RULES)
