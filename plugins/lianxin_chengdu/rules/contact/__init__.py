"""C Contact: who is linked with whom, where leaders have to be seen, and for how long."""

from lianxin.rules.base import Rule
from lianxin_chengdu.rules.contact.entries import ENTRY_RULES
from lianxin_chengdu.rules.contact.matrix import MATRIX_RULES
from lianxin_chengdu.rules.contact.research import RESEARCH_RULES

CONTACT_RULES: tuple[Rule, ...] = (*MATRIX_RULES, *ENTRY_RULES, *RESEARCH_RULES)
